"""How fast the search answers, and what it costs: `make bench-search`."""
