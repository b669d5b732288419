"""Joining the marketplace, by mobile number at once or by e-mail through a link."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from marketplace import mail
from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import passwords, phones, queries
from marketplace.accounts.models import Consent, OneUseLink, User
from marketplace.accounts.privacy import PRIVACY_NOTICE, PRIVACY_VERSION
from marketplace.accounts.services import links, sessions
from marketplace.accounts.services.paper_codes import new_recovery_codes
from marketplace.database import db, transaction
from marketplace.errors import RuleBroken
from marketplace.events import record
from marketplace.sentences import Sentence

ALREADY_HERE = Sentence("Alamat e-mail ini sudah punya akun. Silakan masuk.")


@dataclass(frozen=True)
class SignedUp:
    """Who joined and her recovery codes, which are shown this once; nobody yet when by e-mail."""

    user: User | None
    recovery_codes: tuple[str, ...] = ()


def sign_up(
    name: str, identity: str, password: str, at: datetime, *, site_name: str = ""
) -> SignedUp:
    """Join by mobile number (at once) or e-mail (a mail tells how to go on, whoever has it).

    The privacy notice in its present version was agreed to. RuleBroken with a field's name when
    the number, the address or the password will not do.
    """
    about = (name, identity, site_name, phones.normalised(identity))
    passwords.check(password, about=about)
    if phones.looks_like_phone(identity):
        return _by_phone(name, phones.mobile(identity), password, at)
    _by_email(name, identity.strip().lower(), password, at)
    return SignedUp(None)


def _by_phone(name: str, phone: str, password: str, at: datetime) -> SignedUp:
    # Pressed twice, or joined long ago: the same number and password are the same person.
    known = sessions.authenticate(phone, password)
    if known is not None and not known.needs_second_factor:
        return SignedUp(known)
    hashed = gateway.hash_password(password)
    with transaction():
        user = _join(User(name=name, phone=phone, password=hashed), at)
        codes = new_recovery_codes(user, at)
    return SignedUp(user, codes)


def _by_email(name: str, email: str, password: str, at: datetime) -> None:
    """Nothing is kept of her but a link, so nobody learns or takes an address that is not hers."""
    hashed = gateway.hash_password(password)
    with transaction():
        if queries.by_email(email) is not None:
            mail.write(email, "mail/already_here.txt")
            return
        _link, token = links.make("sign_up", at, name=name, email=email, password=hashed)
        mail.write(email, "mail/sign_up.txt", token=token)


def finish_sign_up(token: str, at: datetime) -> User:
    """Join by the link of a mail; RuleBroken when it is over or the address has an account."""
    try:
        with transaction():
            link = links.use(token, "sign_up", at)
            if queries.by_email(link.details["email"]) is not None:
                raise RuleBroken(ALREADY_HERE)
            return _join(_person_of(link, at), at)
    except IntegrityError:
        # Two links for one address, pressed at the same moment.
        raise RuleBroken(ALREADY_HERE) from None


def _person_of(link: OneUseLink, at: datetime) -> User:
    kept = link.give_up_details()
    return User(
        name=kept["name"],
        email=kept["email"],
        email_confirmed_at=at,
        password=kept["password"],
    )


def _join(user: User, at: datetime) -> User:
    db.session.add(user)
    db.session.flush()
    db.session.add(
        Consent(user_id=user.id, purpose=PRIVACY_NOTICE, version=PRIVACY_VERSION, given_at=at)
    )
    record("user.signed_up", user, by=user, privacy_version=PRIVACY_VERSION)
    return user
