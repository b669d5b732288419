"""People for tests, of the cast or made up for one test; officers have their authenticator."""

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import services
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import locked, transaction
from marketplace.demo import cast

PASSWORD = "gelas biru sepeda tua"
KEY = b"kunci-20-byte-tetap!"


def _kept(user: User) -> User:
    with transaction() as session:
        session.add(user)
    return user


def person(one: cast.Person) -> User:
    """Somebody of the cast, with an account and no password."""
    confirmed_at = now() if one.phone_confirmed else None
    return _kept(
        User(name=one.name, email=one.email, phone=one.phone, phone_confirmed_at=confirmed_at)
    )


def by_phone(name: str, phone: str) -> User:
    """Somebody who signs in with a number that nobody has confirmed."""
    return _kept(User(name=name, phone=phone, password=gateway.hash_password(PASSWORD)))


def by_email(name: str, email: str) -> User:
    """Somebody who signs in with an address that was confirmed."""
    password = gateway.hash_password(PASSWORD)
    return _kept(User(name=name, email=email, email_confirmed_at=now(), password=password))


def officer(
    name: str,
    email: str,
    *,
    regency_code: str | None = None,
    duties: list[str] | None = None,
    is_administrator: bool = False,
) -> User:
    """Somebody at the dinas, appointed, with an authenticator that `code` reads."""
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


def appointed(one: cast.OfficerOfCast) -> User:
    """An officer of the cast at her desk."""
    return officer(
        one.name,
        one.email or "",
        regency_code=one.regency,
        duties=list(one.duties),
        is_administrator=one.is_administrator,
    )


def code() -> str:
    """What the officers' authenticator shows now."""
    return gateway.present_code(gateway.known_code_secret(KEY))
