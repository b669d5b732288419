"""What operators type: one file a subject."""
