"""Permits and certificates that a shop states for itself or for one of its listings."""
