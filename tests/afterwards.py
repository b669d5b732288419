"""What a test looks at afterwards: records as they are kept now, what happened, what was mailed."""

import re
from typing import Any

from sqlalchemy import select

from marketplace.database import db
from marketplace.events import Event
from marketplace.mail import Mail


def fresh(record: Any) -> Any:
    """The record as the database has it now; None when it is gone."""
    db.session.rollback()
    return db.session.get(type(record), record.id, populate_existing=True)


def events(name: str) -> list[Event]:
    """What happened under a name, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(Event).where(Event.name == name).order_by(Event.id)))


def mails_to(address: str) -> list[Mail]:
    """What was written to an address, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(Mail).where(Mail.recipient == address).order_by(Mail.id)))


def link_to(address: str) -> str:
    """The path of the link in the newest mail to an address."""
    found = re.search(r"http://localhost(/\S+/\S{40,})", mails_to(address)[-1].text)
    assert found, mails_to(address)[-1].text
    return found[1]
