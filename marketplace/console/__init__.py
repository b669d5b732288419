"""The dinas's desk: pages for officers."""
