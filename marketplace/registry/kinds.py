"""Kinds of registers: what sets one kind apart for everything that reads and stages files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from marketplace.registry.fields import Fields

if TYPE_CHECKING:
    from marketplace.registry.reading import ReadRow, Take

IsPlace = Callable[[str, str], bool]


@dataclass(frozen=True)
class Need:
    """Fields of which a file must have one, and how they are called to the person."""

    any_of: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Number:
    """A value by which a record is known again; rows that share one are held together."""

    name: str
    words: str
    # The field that shows it as it was written; its own value where that is None.
    written: str | None = None

    @property
    def shown(self) -> str:
        """The value that a page shows for it."""
        return self.written or self.name


@dataclass(frozen=True)
class RegisterKind:
    """One kind of register; a new kind is a new object of this class beside its tables."""

    name: str  # kept with each import
    noun: str  # what its people call one of its records
    fields: Fields
    needs: tuple[Need, ...]
    numbers: tuple[Number, ...]
    # What a row whose cells are shifted still tells.
    of_identity: frozenset[str]
    # By the `kind` of a field; those in `pure` look at nothing but the cell.
    takes: Mapping[str, "Take"]
    pure: frozenset[str]
    # Which field a column of unknown header holds, when its cells leave no doubt.
    guess: Callable[[Sequence[str], IsPlace], str | None]
    # Completes a row that was read: its place, contradictions, and why it is refused.
    finish: Callable[["ReadRow", date, str | None], None]
    # Fields that are looked at and then forgotten.
    unkept: frozenset[str]
    # What two spellings of a record's name share.
    name_key: Callable[[Mapping[str, Any]], str]
