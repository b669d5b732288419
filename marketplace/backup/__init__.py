"""Backups: the database as it was at one moment, then every file; what it takes to go back."""
