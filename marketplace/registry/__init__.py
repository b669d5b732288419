"""Official registration data of cooperatives: imports, records, and where each fact came from."""
