"""Erasing a person: at once where nothing stands in the way, else by an officer in 72 hours.

Source: UU 27/2022, Pasal 8 and 43; what PP 80/2019 keeps stays without her.
"""

from datetime import datetime

from marketplace import personal_data
from marketplace.accounts.models import RightsRequest, User
from marketplace.accounts.services import second_factor
from marketplace.accounts.services.presence import still_there
from marketplace.accounts.services.rights import must_be_for, note_request
from marketplace.database import db, locked, transaction
from marketplace.errors import RuleBroken
from marketplace.events import record
from marketplace.sentences import Sentence

OFFICERS_STAY = "Akun petugas dihapus setelah administrator mengakhiri tugasnya."

CHANGED = Sentence("Orang lain lebih dulu mengubahnya. Muat ulang untuk melihat yang terbaru.")


def ask_to_be_erased(user: User, password: str, code: str, at: datetime) -> RightsRequest:
    """Erase a person who has proven once more that she is who she is.

    Returns her request: done, or waiting for an officer where something stands in the way.
    RuleBroken for officers.
    """
    _no_officer(user)
    second_factor.check_it_is_she(user, password, code, at)
    with transaction():
        user = still_there(user)
        _no_officer(user)
        request = note_request(user, "deletion", "", at)
        if not personal_data.obstacles(user.id):
            _erase(user, request, by=user, at=at)
            if personal_data.obstacles(user.id):  # it came up while her records were waited for
                raise RuleBroken(CHANGED)
    return request


def erase_by_request(request: RightsRequest, *, by: User, at: datetime) -> None:
    """An officer erases a person who asked for it, after looking at what stood in the way."""
    with transaction():
        user = still_there(db.session.get_one(User, request.user_id))
        request = locked(request)
        must_be_for(request, by)
        if request.kind != "deletion":
            raise RuleBroken("Ini bukan permintaan penghapusan.")
        _no_officer(user)
        _erase(user, request, by=by, at=at)


def _no_officer(user: User) -> None:
    if user.is_officer:
        raise RuleBroken(OFFICERS_STAY)


def _erase(user: User, request: RightsRequest, *, by: User, at: datetime) -> None:
    user = locked(user)
    request = locked(request)
    personal_data.let_all_go(user.id, at)
    request.decide("done", at, by=by, answer="")
    user.become_nobody(at)
    record("rights.done", request, by=by, kind="deletion")
    record("person.erased", user, by=by)
