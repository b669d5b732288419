"""Every figure that the dinas steers by, defined once."""
