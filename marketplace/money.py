"""Money is a whole number of rupiah, never a float."""

import re

from sqlalchemy import BigInteger
from sqlalchemy.types import TypeDecorator

LARGEST = 100_000_000_000

_WRITTEN = re.compile(
    r"^(?:rp\.?|idr)?\s*([0-9]{1,3}(?:[.\s][0-9]{3})+|[0-9]+)(?:,(?:00?|-+))?(?:\.?,?-)?$", re.I
)


class Rupiah(TypeDecorator[int]):
    """A BIGINT column of whole rupiah that refuses anything but integers."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: object) -> int | None:
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise TypeError("an amount of rupiah is an integer")
        return value


def rupiah(amount: int) -> str:
    """An amount as people here write it: `Rp12.500`."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{abs(amount):,}".replace(",", ".")


def parse_rupiah(text: str) -> int:
    """Read `12500`, `12.500`, `Rp 12.500,-` or `Rp12.500,00`; ValueError for anything else."""
    match = _WRITTEN.match(text.strip())
    if not match:
        raise ValueError("not an amount of rupiah")
    amount = int(re.sub(r"\D", "", match[1]))
    if amount > LARGEST:
        raise ValueError("an amount this large is a slip of the finger")
    return amount
