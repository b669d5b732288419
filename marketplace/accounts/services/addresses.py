"""The addresses that a person keeps: at most ten, one of them the default."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from marketplace.accounts import phones
from marketplace.accounts.models import Address, User
from marketplace.accounts.models.address import MOST_ADDRESSES
from marketplace.accounts.services.presence import still_there
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import record
from marketplace.places import queries as places
from marketplace.sentences import Sentence

FULL = Sentence("Anda sudah menyimpan 10 alamat. Hapus satu dahulu.")
_NUMBER = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True)
class Particulars:
    """An address as it is typed; `rt` and `rw` may be empty or written without zeros."""

    label: str
    receiver: str
    phone: str
    village_code: str
    street: str
    rt: str = ""
    rw: str = ""
    notes: str = ""


def add_address(user: User, typed: Particulars, at: datetime) -> Address:
    """Keep another address; the first one is the default. RuleBroken names the wrong field."""
    checked = _checked(typed)
    with transaction():
        user = still_there(user)  # two submits at once wait for each other here
        kept = _count(user)
        if kept >= MOST_ADDRESSES:
            raise RuleBroken(FULL)
        address = Address(user_id=user.id, is_default=kept == 0, created_at=at, updated_at=at)
        _write(address, checked)
        db.session.add(address)
        record("address.added", address, by=user)
    return address


def edit_address(address: Address, typed: Particulars, *, by: User, at: datetime) -> None:
    """Change an address; NotFound when it is not hers."""
    checked = _checked(typed)
    with transaction():
        user = still_there(by)
        address = locked(address)
        _must_be_of(user, address)
        _write(address, checked)
        address.updated_at = at
        record("address.edited", address, by=user)


def make_default(address: Address, *, by: User) -> None:
    """Take this address when none is named; NotFound when it is not hers."""
    with transaction():
        user = still_there(by)
        address = locked(address)
        _must_be_of(user, address)
        _none_is_default(user)
        address.is_default = True
        record("address.made_default", address, by=user)


def remove_address(address: Address, *, by: User) -> None:
    """Forget an address; another one becomes the default. NotFound when it is not hers."""
    with transaction() as session:
        user = still_there(by)
        address = locked(address)
        _must_be_of(user, address)
        record("address.removed", address, by=user)
        session.delete(address)
        session.flush()
        if address.is_default:
            _first_becomes_default(user)


def _must_be_of(user: User, address: Address) -> None:
    if address.user_id != user.id:
        raise NotFound


def _count(user: User) -> int:
    hers = select(func.count()).select_from(Address).where(Address.user_id == user.id)
    return db.session.scalar(hers) or 0


def _none_is_default(user: User) -> None:
    db.session.execute(
        update(Address)
        .where(Address.user_id == user.id, Address.is_default)
        .values(is_default=False)
    )


def _first_becomes_default(user: User) -> None:
    first = select(func.min(Address.id)).where(Address.user_id == user.id).scalar_subquery()
    db.session.execute(update(Address).where(Address.id == first).values(is_default=True))


def _write(address: Address, typed: Particulars) -> None:
    for name in Particulars.__dataclass_fields__:
        setattr(address, name, getattr(typed, name))


def _checked(typed: Particulars) -> Particulars:
    if places.village(typed.village_code) is None:
        raise RuleBroken("Pilih desa atau kelurahan di Banten.", "village")
    for field in ("label", "receiver", "street"):
        if not getattr(typed, field).strip():
            raise RuleBroken("Wajib diisi.", field)
    try:
        phone = phones.mobile(typed.phone)
    except RuleBroken as wrong:
        raise RuleBroken(wrong.message, "phone") from None
    return Particulars(
        label=typed.label.strip()[:40],
        receiver=typed.receiver.strip()[:120],
        phone=phone,
        village_code=typed.village_code,
        street=typed.street.strip()[:200],
        rt=three_digits(typed.rt, "rt"),
        rw=three_digits(typed.rw, "rw"),
        notes=typed.notes.strip()[:200],
    )


def three_digits(written: str, field: str) -> str:
    """`3` and `RT 03` as `003`; empty stays empty. RuleBroken for what is no number up to 999."""
    digits = re.sub(r"(?i)^(rt|rw)[\s.]*", "", written.strip())
    if not digits:
        return ""
    if not _NUMBER.fullmatch(digits) or not int(digits):
        raise RuleBroken("Tulis angka 1 sampai 999, misalnya 003.", field)
    return digits.zfill(3)
