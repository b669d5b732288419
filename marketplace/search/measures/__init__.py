"""What is searched for and opened, counted without who."""
