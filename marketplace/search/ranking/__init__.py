"""What a result is worth, and in which order results stand."""
