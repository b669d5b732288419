"""People's requests about their own data, and officers' answers, each within 72 hours.

Source: UU 27/2022, Pasal 5-13 (rights), 30 (correction), 40 (withdrawal).
"""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from marketplace.accounts.models import RightsRequest, User
from marketplace.accounts.models.rights import ANSWERED_WITHIN
from marketplace.accounts.services.presence import still_there
from marketplace.database import db, in_transaction, locked, transaction
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.events import record
from marketplace.sentences import Sentence

ONE_WAITS = Sentence("Permintaan seperti ini masih menunggu. Tunggu jawabannya dahulu.")
# What a person asks of an officer in her own words.
ASKED_IN_WORDS = ("correction", "restriction", "objection")
LONGEST_WISH = 2000
SHORTEST_WISH = 10


def ask_about_data(user: User, kind: str, wish: str, at: datetime) -> RightsRequest:
    """Ask for a correction, a restriction, or object; an officer answers within 72 hours."""
    if kind not in ASKED_IN_WORDS:
        raise NotFound
    wish = wish.strip()
    if len(wish) < SHORTEST_WISH:
        raise RuleBroken("Tulis permintaan Anda dengan satu kalimat atau lebih.", "wish")
    if len(wish) > LONGEST_WISH:
        raise RuleBroken("Paling panjang 2000 huruf.", "wish")
    with transaction():
        return note_request(still_there(user), kind, wish, at)


def call_off(request: RightsRequest, *, by: User, at: datetime) -> None:
    """Take a request back before it is answered; NotFound when it is not hers."""
    with transaction():
        request = locked(request)
        if request.user_id != by.id:
            raise NotFound
        if request.kind == "copy":
            raise RuleBroken("Salinan sedang disiapkan.")
        request.decide("called_off", at, by=by)
        record("rights.called_off", request, by=by)


def answer_request(
    request: RightsRequest, *, by: User, done: bool, answer: str, at: datetime
) -> None:
    """An officer says what was done, or why not; the person reads the answer."""
    answer = answer.strip()
    if len(answer) < SHORTEST_WISH:
        raise RuleBroken(
            "Tulis jawaban untuk pemohon: apa yang dilakukan, atau mengapa tidak.", "answer"
        )
    if len(answer) > LONGEST_WISH:
        raise RuleBroken("Paling panjang 2000 huruf.", "answer")
    with transaction():
        request = locked(request)
        must_be_for(request, by)
        if done and request.kind == "deletion":
            raise RuleBroken("Penghapusan dilaksanakan dengan tombolnya sendiri.")
        state = "done" if done else "refused"
        request.decide(state, at, by=by, answer=answer)
        record(f"rights.{state}", request, by=by, kind=request.kind)


def must_be_for(request: RightsRequest, by: User) -> None:
    """RuleBroken unless this officer may decide on a request; never on her own."""
    if not by.may_answer_rights_requests:
        raise RuleBroken("Tugas Anda tidak termasuk permintaan data pribadi.")
    if request.user_id == by.id:
        raise RuleBroken("Permintaan Anda sendiri dijawab oleh petugas lain.")
    if not request.is_waiting:
        raise Stale("Permintaan ini sudah dijawab.")
    if not request.is_for_an_officer:
        raise RuleBroken("Salinan disiapkan tanpa petugas.")


def note_request(user: User, kind: str, wish: str, at: datetime) -> RightsRequest:
    """Inside a transaction: a request that waits; RuleBroken when one of its kind does already."""
    if not in_transaction():
        raise RuntimeError("a request is noted in the transaction of its reason")
    request = RightsRequest(
        user_id=user.id, kind=kind, wish=wish, asked_at=at, due_at=at + ANSWERED_WITHIN
    )
    try:
        with db.session.begin_nested():
            db.session.add(request)
    except IntegrityError:  # the database has the last word on "one at a time"
        raise RuleBroken(ONE_WAITS) from None
    record("rights.asked", request, by=user, kind=kind)
    return request


def note_done(user: User, kind: str, wish: str, at: datetime) -> RightsRequest:
    """Inside a transaction: a request that was carried out in the moment it was made."""
    request = note_request(user, kind, wish, at)
    request.decide("done", at, by=user)
    record("rights.done", request, by=user, kind=kind)
    return request
