"""Pictures as files: what is let in, and how it is made safe to show."""
