"""Everything that waits for an officer, by deadline, and who has taken it on."""
