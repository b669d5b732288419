"""Reports, decisions with a reason, appeals: what may stand on the street, and who says so."""
