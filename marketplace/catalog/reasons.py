"""The reasons of decisions on permits, as data."""

from pathlib import Path

from marketplace.reasons import read

REASONS = read(Path(__file__).parent / "data" / "reasons.toml")
