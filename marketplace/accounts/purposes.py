"""What people's data are used for, on which basis, and in which version of the text.

Source: UU 27/2022, Pasal 20-24; the texts are data (`data/purposes.toml`).
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "purposes.toml"


@dataclass(frozen=True)
class Purpose:
    """One use of people's data; `basis` is consent, service or law."""

    key: str
    version: str
    since: date
    title: str
    text: str
    basis: str
    ends: str
    if_withdrawn: str

    @property
    def rests_on_consent(self) -> bool:
        """Whether it is used only after she agreed."""
        return self.basis == "consent"

    @property
    def can_be_stopped(self) -> bool:
        """Whether she can end it and keep her account."""
        return self.ends == "use"


@cache
def purposes() -> dict[str, Purpose]:
    """Every purpose by its key; read once."""
    with DATA.open("rb") as file:
        rows = tomllib.load(file)["purpose"]
    return {row["key"]: Purpose(**row) for row in rows}


def purpose(key: str) -> Purpose | None:
    """One purpose."""
    return purposes().get(key)
