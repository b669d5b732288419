"""Why claims are approved, sent back and rejected, and badges taken away: the list as data."""

from pathlib import Path

from marketplace.reasons import read

REASONS = read(Path(__file__).parent / "data" / "reasons.toml")
