"""The doors of the desk, in the order in which an officer sees them; a new one is one line here.

A page says through `section` which door it lies behind.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for
from flask_login import current_user

from marketplace.accounts.models import User
from marketplace.console import bp

Opens = Callable[[User], bool]


@dataclass(frozen=True)
class Door:
    """One page of the menu: its section, its words, where it leads, its icon, whom it opens for."""

    section: str
    words: str
    endpoint: str
    icon: str
    opens: Opens

    @property
    def key(self) -> str:
        """What opens it after `g`, for those who use the keyboard's shortcuts."""
        return KEYS.get(self.section, "")

    @property
    def href(self) -> str:
        """Where it leads."""
        return url_for(self.endpoint)


KEYS = {
    "antrean": "i",
    "ringkasan": "s",
    "klaim": "k",
    "nomor": "n",
    "hak-data": "h",
    "toko": "t",
    "register": "r",
    "permintaan": "p",
    "pencarian": "c",
    "kepentingan": "e",
    "petugas": "o",
    "pekerjaan": "j",
}


def anybody(_user: User) -> bool:
    """Every officer."""
    return True


def administrators(user: User) -> bool:
    """Who appoints officers."""
    return user.is_administrator


def duty(*names: str) -> Opens:
    """Whoever has one of these duties."""
    return lambda user: any(user.has_duty(name) for name in names)


def confirms_numbers(user: User) -> bool:
    """Who looks at the codes that people send."""
    return user.may_confirm_numbers


def answers_rights(user: User) -> bool:
    """Who answers people about their own data."""
    return user.may_answer_rights_requests


INBOX = Door("antrean", "Antrean", "console.queue", "inbox", anybody)
GROUPS: dict[str, tuple[Door, ...]] = {
    "Ringkasan": (Door("ringkasan", "Ringkasan", "console.dashboard", "chart", anybody),),
    "Keputusan": (
        Door("klaim", "Klaim", "console.claims", "badge-check", duty("verify")),
        Door("izin", "Izin", "console.permits", "file-text", duty("verify")),
        Door("laporan", "Laporan", "console.cases", "flag", duty("supervise")),
        Door("tinjauan", "Tinjauan", "console.reviews", "eye", duty("supervise")),
        Door("banding", "Banding", "console.appeals", "scale", duty("supervise")),
        Door("nomor", "Nomor HP", "console.numbers", "phone", confirms_numbers),
        Door("hak-data", "Hak data", "console.rights_requests", "key-round", answers_rights),
    ),
    "Data": (
        Door("toko", "Toko", "console.shops", "store", anybody),
        Door("register", "Register", "console.register", "building-2", duty("register")),
    ),
    "Etalase": (
        Door("promosi", "Promosi", "console.collections", "star", duty("curate")),
        Door("permintaan", "Permintaan", "console.wishes", "message-circle", anybody),
        Door("pencarian", "Pencarian", "console.searches", "search", duty("curate")),
    ),
    "Kantor": (
        Door("kepentingan", "Kepentingan", "console.interests", "hand", anybody),
        Door("petugas", "Petugas", "console.officers", "users", administrators),
        Door("jejak", "Jejak", "console.trail_search", "history", administrators),
        Door("pekerjaan", "Pekerjaan", "console.work", "clock", administrators),
    ),
}


def doors_for(user: User) -> dict[str, list[Door]]:
    """The doors that her duties open, by group; a group with none is left out."""
    opened = {name: [door for door in doors if door.opens(user)] for name, doors in GROUPS.items()}
    return {name: doors for name, doors in opened.items() if doors}


@bp.context_processor
def _doors() -> dict[str, object]:
    if not current_user.is_authenticated or not current_user.is_officer:
        return {}
    return {"inbox": INBOX, "doors": doors_for(current_user)}
