"""What the accounts room keeps of a person: all of it for her copy, and letting it go."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace import mail, tasks, vault
from marketplace.accounts.models import (
    Address,
    Consent,
    Disclosure,
    OneUseLink,
    PersonalNumber,
    PhoneConfirmation,
    RecoveryCode,
    RightsRequest,
    SignIn,
    User,
)
from marketplace.accounts.queries import person
from marketplace.database import db
from marketplace.events import Event, record
from marketplace.personal_data import Part, gives, lets_go, rows_of, stops

# Secrets are hers to use, not to read: hashes, sealed keys and tokens are in no copy.
OF_HER: dict[str, tuple[Any, tuple[str, ...]]] = {
    "alamat": (Address, ("user_id",)),
    "persetujuan": (Consent, ("user_id",)),
    "perangkat": (SignIn, ("user_id", "token_hash")),
    "konfirmasi nomor": (PhoneConfirmation, ("user_id", "confirmed_by_id", "refused_by_id")),
    "petugas yang melihat": (Disclosure, ("person_id", "officer_id")),
    "permintaan data": (RightsRequest, ("user_id", "decided_by_id", "file_key", "task_id")),
}
PROFILE = ("id", "name", "email", "email_confirmed_at", "phone", "phone_confirmed_at")
PROFILE_TIMES = ("created_at", "updated_at", "suspended_at", "has_second_factor", "is_officer")


@gives
def what_she_is(person_id: int) -> Iterable[Part]:
    """Her particulars, and everything that hangs on them."""
    user = db.session.get_one(User, person_id)
    profile = {name: getattr(user, name) for name in (*PROFILE, *PROFILE_TIMES)}
    yield Part("profil", [profile])
    for name, (model, left_out) in OF_HER.items():
        hers = model.person_id if model is Disclosure else model.user_id
        yield Part(name, rows_of(model, hers == person_id, left_out=left_out))
    yield Part("nomor pribadi", _numbers(person_id))
    yield Part("surat", _mails(user))


@gives
def what_happened(person_id: int) -> Iterable[Part]:
    """The trail where she acted or was acted upon; what it says of others is left out."""
    concerns_her = sa.or_(
        Event.actor_id == person_id,
        sa.and_(Event.subject_kind == "User", Event.subject_id == str(person_id)),
    )
    left_out = ("details", "actor_id", "role", "came_from", "request_id")
    yield Part("kejadian", rows_of(Event, concerns_her, left_out=left_out))
    hers = tasks.Task.by_id == person_id
    yield Part("pekerjaan", rows_of(tasks.Task, hers, left_out=("by_id", "files")))


def _numbers(person_id: int) -> list[dict[str, Any]]:
    """The numbers that she gave, opened: they are hers."""
    kept = sa.select(PersonalNumber).where(PersonalNumber.user_id == person_id)
    return [
        {
            "kind": one.kind,
            "number": vault.open_sealed(one.sealed, of=one.belongs_to).decode(),
            "updated_at": one.updated_at,
        }
        for one in db.session.scalars(kept)
    ]


@stops("membership")
def forget_her_numbers(person_id: int, _at: datetime) -> None:
    """Her numbers were given for a badge; without it nobody needs them."""
    db.session.execute(sa.delete(PersonalNumber).where(PersonalNumber.user_id == person_id))


def _mails(user: User) -> list[dict[str, Any]]:
    if not user.email:
        return []
    return rows_of(mail.Mail, mail.Mail.recipient == user.email, left_out=("text",))


@lets_go
def let_her_go(person_id: int, at: datetime) -> None:
    """Erase her particulars; of consents and requests only purpose, kind and times stay."""
    user = person(person_id)
    if user is None:
        return
    private, mails = _files_of_tasks(person_id), mail.forget(user.email) if user.email else []
    private += _requests_without_words(person_id)
    _end_consents(person_id, at)
    for model in (Address, PersonalNumber, PhoneConfirmation, RecoveryCode, SignIn):
        db.session.execute(sa.delete(model).where(model.user_id == person_id))
    _forget_links(user)
    # That somebody looked stays; what she wrote about it may name the person.
    db.session.execute(
        sa.update(Disclosure).where(Disclosure.person_id == person_id).values(reason="")
    )
    record("mails.forgotten", user, by=user, mails=mails)
    record("private_files.forgotten", user, by=user, keys=private)


def _files_of_tasks(person_id: int) -> list[str]:
    """Delete the work that she asked for; returns the keys of its files."""
    hers = db.session.scalars(sa.select(tasks.Task).where(tasks.Task.by_id == person_id)).all()
    keys = [key for task in hers for key in task.files.values()]
    db.session.execute(sa.delete(tasks.Task).where(tasks.Task.by_id == person_id))
    return keys


def _requests_without_words(person_id: int) -> list[str]:
    """Leave of her requests their kind and times; returns the keys of copies that lie ready."""
    hers = RightsRequest.user_id == person_id
    ready = db.session.scalars(
        sa.select(RightsRequest.file_key).where(hers, RightsRequest.file_key.is_not(None))
    ).all()
    db.session.execute(
        sa.update(RightsRequest)
        .where(hers)
        .values(wish="", answer="", file_key=None, task_id=None)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        sa.delete(RightsRequest).where(
            hers, RightsRequest.kind != "deletion", RightsRequest.state == "waiting"
        )
    )
    return [key for key in ready if key]


def _end_consents(person_id: int, at: datetime) -> None:
    db.session.execute(
        sa.update(Consent)
        .where(Consent.user_id == person_id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=at)
        .execution_options(synchronize_session=False)
    )


def _forget_links(user: User) -> None:
    """Links of hers, and those that carry her address without yet being anybody's."""
    hers = [OneUseLink.user_id == user.id]
    if user.email:
        hers.append(OneUseLink.details["email"].as_string() == user.email)
    db.session.execute(
        sa.delete(OneUseLink).where(sa.or_(*hers)).execution_options(synchronize_session=False)
    )
