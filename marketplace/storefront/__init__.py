"""Pages for consumers."""
