"""Documents as their owner hands them in, and how they are put away: photos redrawn, or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from marketplace.clock import now
from marketplace.errors import RuleBroken
from marketplace.sellers import evidence as photos
from marketplace.sellers.models import Evidence


@dataclass(frozen=True)
class Piece:
    """A document as its owner hands it in: its photo, and what stands on it."""

    kind: str
    photo: bytes = field(repr=False)
    source: str = ""
    number: str = ""
    issued_on: date | None = None
    expires_on: date | None = None


def put_away(handed_in: Sequence[Piece], source: str) -> list[Evidence]:
    """Each document with its photo redrawn and kept; none of them when one is no photo.

    `source` is who issued what does not say so itself.
    """
    kept: list[Evidence] = []
    at = now()
    try:
        for piece in handed_in:
            kept += [_one(piece, source, at)]
    except BaseException as broken:
        let_go(kept)
        if isinstance(broken, RuleBroken):
            field = f"photo_{handed_in[len(kept)].kind}"
            raise RuleBroken(broken.message, field) from None
        raise
    return kept


def _one(piece: Piece, source: str, at: datetime) -> Evidence:
    return Evidence(
        kind=piece.kind,
        source=(" ".join(piece.source.split()) or ("" if piece.kind == "ktp" else source))[:160],
        # The number of a KTP is kept locked elsewhere, or not at all.
        number="" if piece.kind == "ktp" else " ".join(piece.number.split())[:80],
        issued_on=piece.issued_on,
        expires_on=piece.expires_on,
        key=photos.keep(photos.redrawn(piece.photo)),
        media_type=photos.CONTENT_TYPE,
        added_at=at,
    )


def let_go(kept: Sequence[Evidence]) -> None:
    """Delete the photos again: the claim that they were for did not come about."""
    for one in kept:
        photos.forget(one.key)
