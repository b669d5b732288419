"""How well the search ranks, beside what others would use, on titles that name the same things."""
