"""What happened to a badge, in sentences, latest first: read from the trail itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marketplace.registry.days import in_words
from marketplace.sellers.models import Badge
from marketplace.sellers.queries import events_of_badge


@dataclass(frozen=True)
class Told:
    """One thing that happened."""

    at: datetime
    words: str


# Which fact made a badge lapse, as its owner would call it.
FACTS = {
    "certificate_status": "status sertifikat",
    "certificate_expires_on": "masa berlaku sertifikat",
    "grade": "grade",
    "activity": "keadaan koperasi",
    "business_status": "status usaha",
    "scale": "skala usaha",
    "nib": "NIB",
    "regency_code": "kabupaten/kota",
    "outside_banten": "kedudukan di luar Banten",
}


def _lapsed(details: dict[str, Any]) -> str:
    codes = [FACTS.get(code, code) for code in details.get("codes", ())]
    return f"Ditangguhkan menurut register: {', '.join(codes)}." + _by_rule(details)


def _moved(details: dict[str, Any]) -> str:
    before, after = details.get("expires_on", (None, None))
    if before == after:
        return "Dinilai lagi." + _by_rule(details)
    ends = [in_words(date.fromisoformat(day)) for day in (before, after)]
    return f"Hari terakhirnya dari {ends[0]} menjadi {ends[1]}." + _by_rule(details)


def _by_rule(details: dict[str, Any]) -> str:
    before, after = details.get("rules", (None, None))
    return f" Aturan lencana {before} diganti {after}." if before != after else ""


_WORDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "badge.issued": lambda _: "Diberikan.",
    "badge.renewed": lambda _: "Diperpanjang.",
    "badge.revoked": lambda _: "Dicabut.",
    "badge.lapsed": _lapsed,
    "badge.restored": lambda details: f"Berlaku lagi. {_moved(details)}",
    "badge.reevaluated": _moved,
    "badge.runs_out": lambda details: f"Pemilik diingatkan: tinggal {details['days']} hari.",
    "badge.expired": lambda _: "Berakhir.",
    "badge.record_absent": lambda _: "Berkas register yang lebih baru tidak memuat catatannya.",
}


def story_of(badge: Badge) -> list[Told]:
    """Each event of a badge that has words."""
    return [
        Told(event.at, _WORDS[event.name](event.details))
        for event in events_of_badge(badge)
        if event.name in _WORDS
    ]
