"""What is kept locked, room by room, so that a new key reaches all of it and an old one can go."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from marketplace import nightly

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Holding:
    """One kind of locked thing.

    `renew` locks with the active key what is not so yet, in small transactions, and returns how
    many that were; it may be stopped anywhere and called again. `left` counts what needs a key.
    """

    name: str
    renew: Callable[[], int]
    left: Callable[[str], int]


_holdings: dict[str, Holding] = {}


def holds(name: str, *, renew: Callable[[], int], left: Callable[[str], int]) -> None:
    """Tell of one kind of locked thing; what can never be locked anew renews nothing."""
    _holdings[name] = Holding(name, renew, left)


def holdings() -> tuple[Holding, ...]:
    """Every kind of locked thing, by name."""
    return tuple(_holdings[name] for name in sorted(_holdings))


def renew_all() -> dict[str, int]:
    """Lock everything with the active key; how many of each kind were not."""
    return {one.name: one.renew() for one in holdings()}


def still_under(key_id: str) -> dict[str, int]:
    """What still needs a key: how many of each kind, none left out but those with nothing."""
    counted = {one.name: one.left(key_id) for one in holdings()}
    return {name: count for name, count in counted.items() if count}


@nightly.job
def renew_what_is_left() -> None:
    """What a rotation was stopped before, and what was kept before anything was locked."""
    for name, count in renew_all().items():
        if count:
            log.info("locked with the active key", holding=name, count=count)
