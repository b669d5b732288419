"""What the house keeps of a person, told by each room: to hand it over, to stop, to let go.

A room says so in its own module `personal_data`, which every application loads. The accounts
room asks them all, in the order of the rooms (UU 27/2022: a copy, withdrawal, erasure).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace.database import db


@dataclass(frozen=True)
class Part:
    """One subject of a person's copy: rows of plain values, and files by their name."""

    name: str
    rows: list[dict[str, Any]]
    files: dict[str, Callable[[], bytes]] = field(default_factory=dict)


Giver = Callable[[int], Iterable[Part]]
Leaver = Callable[[int, datetime], None]
Obstacle = Callable[[int], str | None]
_givers: list[Giver] = []
_leavers: list[Leaver] = []
_obstacles: list[Obstacle] = []
_stoppers: dict[str, list[Leaver]] = {}


def gives(function: Giver) -> Giver:
    """Name a function that reads what a room keeps of the person with an id."""
    _givers.append(function)
    return function


def lets_go(function: Leaver) -> Leaver:
    """Name a function that erases what a room keeps of a person, inside the transaction.

    Files go after the commit, by an event of the room's own.
    """
    _leavers.append(function)
    return function


def stops(purpose: str) -> Callable[[Leaver], Leaver]:
    """Name a function that stops one use of a person's data, inside the transaction."""

    def name(function: Leaver) -> Leaver:
        _stoppers.setdefault(purpose, []).append(function)
        return function

    return name


def stands_in_the_way(function: Obstacle) -> Obstacle:
    """Name a function that says, in words for her, why an officer must look before she goes."""
    _obstacles.append(function)
    return function


def rows_of(model: Any, condition: Any, *, left_out: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The records of a table that a condition names, column by column, without some of them."""
    columns = [column for column in model.__table__.columns if column.name not in left_out]
    found = db.session.execute(
        sa.select(*columns).where(condition).order_by(*model.__table__.primary_key)
    )
    return [dict(row) for row in found.mappings()]


def all_of(person_id: int) -> list[Part]:
    """Everything that the rooms keep of a person."""
    return [part for give in _givers for part in give(person_id)]


def let_all_go(person_id: int, at: datetime) -> None:
    """Have every room erase what it keeps of a person; inside one transaction."""
    for leave in _leavers:
        leave(person_id, at)


def stop(purpose: str, person_id: int, at: datetime) -> None:
    """Have every room stop one use of a person's data; inside one transaction."""
    for leave in _stoppers.get(purpose, ()):
        leave(person_id, at)


def obstacles(person_id: int) -> list[str]:
    """What stands in the way of erasing a person at once, in words."""
    return [words for ask in _obstacles if (words := ask(person_id))]
