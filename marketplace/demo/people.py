"""People of the demo world: the cast, and an owner for every other shop."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts.models import Consent, Officer, PhoneConfirmation, User
from marketplace.accounts.privacy import PRIVACY_VERSION
from marketplace.accounts.services.numbers import CODE_LASTS
from marketplace.accounts.services.sign_up import PRIVACY_NOTICE
from marketplace.demo import cast, files

MEMBER_FOR = timedelta(days=430)


def owner_key(shop: files.ShopOfFile) -> str:
    """The key of whoever keeps a shop: of the cast, or named after the shop."""
    return shop.owner or f"owner:{shop.key}"


def people() -> list[tuple[cast.Person, bool]]:
    """Everybody, with whether the number counts as confirmed."""
    everybody = [(person, person.phone_confirmed) for person in cast.EVERYBODY]
    others = [shop for shop in files.shops() if not shop.owner]
    for place, shop in enumerate(others, 1):
        person = cast.Person(
            owner_key(shop),
            shop.owner_name,
            phone=f"+628120000{1000 + place}",
            phone_confirmed=shop.number == "confirmed",
            village=shop.village,
        )
        everybody.append((person, person.phone_confirmed))
    return everybody


def settle(session: Session, password_hash: str, at: datetime) -> dict[str, int]:
    """Write everybody down; returns their ids by key."""
    everybody = people()
    since = at - MEMBER_FOR
    rows = [_row(person, confirmed, password_hash, since) for person, confirmed in everybody]
    ids = session.scalars(
        sa.insert(User).returning(User.id, sort_by_parameter_order=True), rows
    ).all()
    by_key = {person.key: id_ for (person, _), id_ in zip(everybody, ids, strict=True)}
    session.execute(
        sa.insert(Consent),
        [
            {
                "user_id": id_,
                "purpose": PRIVACY_NOTICE,
                "version": PRIVACY_VERSION,
                "given_at": since,
            }
            for id_ in ids
        ],
    )
    _appoint(session, by_key, since)
    _confirmations(session, by_key, everybody, at)
    return by_key


def _row(
    person: cast.Person, confirmed: bool, password_hash: str, since: datetime
) -> dict[str, Any]:
    is_officer = isinstance(person, cast.OfficerOfCast)
    return {
        "name": person.name,
        "email": person.email,
        "email_confirmed_at": since if person.email else None,
        "phone": person.phone,
        "phone_confirmed_at": since if confirmed else None,
        "password": password_hash,
        "active": True,
        "fs_uniquifier": f"demo-{person.key}",
        "tf_primary_method": "authenticator" if is_officer else None,
        "tf_totp_secret": gateway.known_code_secret(person.code_key)
        if isinstance(person, cast.OfficerOfCast)
        else None,
        "created_at": since,
        "updated_at": since,
    }


def _appoint(session: Session, by_key: dict[str, int], since: datetime) -> None:
    session.execute(
        sa.insert(Officer),
        [
            {
                "user_id": by_key[officer.key],
                "regency_code": officer.regency,
                "duties": list(officer.duties),
                "is_administrator": officer.is_administrator,
                "appointed_at": since,
                "appointed_by_id": None if officer.is_administrator else by_key[cast.JAJANG.key],
            }
            for officer in cast.OFFICERS
        ],
    )


def _confirmations(
    session: Session,
    by_key: dict[str, int],
    everybody: Iterable[tuple[cast.Person, bool]],
    at: datetime,
) -> None:
    """Those whose number is not confirmed have sent their code and wait for an officer."""
    waiting = [person for person, confirmed in everybody if person.phone and not confirmed]
    session.execute(
        sa.insert(PhoneConfirmation),
        [
            {
                "user_id": by_key[person.key],
                "phone": person.phone,
                "code": f"DEMO{number:02}",
                "requested_at": at - timedelta(hours=3 * number),
                "expires_at": at - timedelta(hours=3 * number) + CODE_LASTS,
            }
            for number, person in enumerate(waiting, 1)
        ],
    )
