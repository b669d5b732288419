"""Making people for tests, and finding what was mailed to them."""

import re

from sqlalchemy import select

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import services
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.events import Event
from marketplace.mail import Mail

PASSWORD = "gelas biru sepeda tua"
KEY = b"kunci-20-byte-tetap!"


def _kept(user: User) -> User:
    user.password = gateway.hash_password(PASSWORD)
    with transaction() as session:
        session.add(user)
    return user


def by_phone(name: str, phone: str) -> User:
    return _kept(User(name=name, phone=phone))


def by_email(name: str, email: str) -> User:
    return _kept(User(name=name, email=email, email_confirmed_at=now()))


def officer(
    name: str,
    email: str,
    *,
    regency_code: str | None = None,
    duties: list[str] | None = None,
    is_administrator: bool = False,
) -> User:
    user = by_email(name, email)
    services.appoint(
        user,
        regency_code=regency_code,
        duties=duties or [],
        is_administrator=is_administrator,
        by=None,
        at=now(),
    )
    with transaction():
        gateway.set_second_factor(locked(user), gateway.known_code_secret(KEY))
    return user


def fresh(user: User) -> User:
    """The person as the database has her now."""
    db.session.rollback()
    return db.session.get_one(User, user.id, populate_existing=True)


def code() -> str:
    """What the officers' authenticator shows now."""
    return gateway.present_code(gateway.known_code_secret(KEY))


def mails_to(address: str) -> list[Mail]:
    db.session.rollback()
    return list(db.session.scalars(select(Mail).where(Mail.recipient == address).order_by(Mail.id)))


def link_to(address: str) -> str:
    """The path of the link in the newest mail to an address."""
    found = re.search(r"http://localhost(/\S+/\S{40,})", mails_to(address)[-1].text)
    assert found, mails_to(address)[-1].text
    return found[1]


def events(name: str) -> list[Event]:
    db.session.rollback()
    return list(db.session.scalars(select(Event).where(Event.name == name).order_by(Event.id)))
