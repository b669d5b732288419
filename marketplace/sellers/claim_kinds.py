"""What each kind of claim asks of an owner, as data with a version (`data/claims.toml`)."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Document:
    """One kind of evidence, in words for the owner."""

    code: str
    label: str
    hint: str
    # What else stands on it: number, issued_on, expires_on.
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of claim: what it says, in whose words, and what has to be shown for it."""

    code: str
    # In addresses.
    slug: str
    title: str
    explains: str
    badge: str
    # What the number in question is called, and where it stands.
    number: str
    number_hint: str
    roles: tuple[str, ...]
    needs: tuple[Document, ...]
    may_add: tuple[Document, ...]
    asks_nik_ktp: bool = False

    @property
    def documents(self) -> tuple[Document, ...]:
        """Everything that may be shown for it, what has to be first."""
        return (*self.needs, *self.may_add)


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "claims.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def version() -> str:
    """The version of what is asked."""
    return str(_data()["version"])


@cache
def documents() -> dict[str, Document]:
    """Every kind of evidence by its code."""
    return {
        one["code"]: Document(**{**one, "asks": tuple(one["asks"])}) for one in _data()["evidence"]
    }


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of claim by its code, in the order in which an owner reads them."""
    return {one["code"]: _kind(**one) for one in _data()["kind"]}


def _kind(*, needs: list[str], may_add: list[str], roles: list[str], **words: Any) -> Kind:
    known = documents()
    return Kind(
        needs=tuple(known[code] for code in needs),
        may_add=tuple(known[code] for code in may_add),
        roles=tuple(roles),
        **words,
    )


def kind_called(slug: str) -> Kind | None:
    """The kind that an address names."""
    return next((kind for kind in kinds().values() if kind.slug == slug), None)


def missing(kind: str) -> dict[str, str]:
    """What an officer may find missing in a claim of a kind, by code, in words."""
    of_kind = {one.code: one.label for one in (*kinds()[kind].documents, documents()["other"])}
    return of_kind | {one["code"]: one["words"] for one in _data()["missing"]}


def time_for(state: str) -> timedelta:
    """How long a claim may stand in a state before whoever has to act is late."""
    return timedelta(days=_data()["days"].get(state, 0))
