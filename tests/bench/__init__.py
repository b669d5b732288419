"""Timings: each against a stated baseline in the same run; never a verdict."""
