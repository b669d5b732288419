"""What is sold: categories, listings, their variants, stock and pictures."""
