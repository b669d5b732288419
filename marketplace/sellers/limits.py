"""How long a shop may be taken off the street: the rules as data."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "suspension.toml"


@cache
def limits() -> dict[str, Any]:
    """Days that a suspension may last, and within which one without an end is looked at again."""
    with DATA.open("rb") as file:
        return tomllib.load(file)
