"""Mail: written to an outbox with the change that causes it, sent by the worker."""

import email.utils
import smtplib
import socket
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped

from marketplace import events
from marketplace.clock import now
from marketplace.config import Settings
from marketplace.database import Id, Model, db, locked, transaction


class Mail(Model):
    """One message in the outbox; its text is forgotten once it is sent."""

    __tablename__ = "mails"

    id: Mapped[Id]
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


def queue(recipient: str, subject: str, text: str) -> Mail:
    """Put a message into the outbox; only inside a transaction."""
    mail = Mail(recipient=recipient, subject=" ".join(subject.split()), text=text, queued_at=now())
    db.session.add(mail)
    events.record("mail.queued", mail)
    return mail


def write(recipient: str, letter: str, **words: Any) -> Mail:
    """Put a filled template of `templates/mail/` into the outbox; line one is its subject."""
    text = current_app.jinja_env.get_template(letter).render(**words)
    subject, _, body = text.partition("\n")
    return queue(recipient, subject, body.strip() + "\n")


@events.on("mail.queued")
def send(event: events.Event) -> None:
    """Send one message by SMTP, or lay it in the mail folder where no SMTP is configured."""
    mail = db.session.get(Mail, int(event.subject_id))
    if mail is None or mail.sent_at is not None or not mail.recipient:
        return
    mail_id, settings = mail.id, current_app.config["SETTINGS"]
    message = _message(mail, settings.mail_from)
    db.session.rollback()  # no snapshot is held while the network is slow
    if settings.smtp_url:
        _send_by_smtp(message, settings.smtp_url)
    else:
        _lay_down(message, settings.home / "mail", mail_id)
    with transaction():
        mail = locked(db.session.get_one(Mail, mail_id))
        mail.sent_at = now()
        mail.text = ""
        forgotten = not mail.recipient
    if forgotten:  # while it was on its way
        _take_up([mail_id])


def forget(recipient: str) -> list[int]:
    """Leave nothing of what was written to an address but when; returns the mails' ids.

    Only inside a transaction, whose event `mails.forgotten` takes up what was laid in files.
    """
    return _blank(Mail.recipient == recipient)


def forget_before(at: datetime) -> list[int]:
    """The same for everything that was sent before an instant; it records the event itself."""
    blanked = _blank((Mail.sent_at < at) & (Mail.recipient != ""))
    if blanked:
        last = db.session.get_one(Mail, blanked[-1])
        events.record("mails.forgotten", last, mails=blanked)
    return blanked


def _blank(rule: Any) -> list[int]:
    blanked = db.session.scalars(
        sa.update(Mail)
        .where(rule)
        .values(recipient="", subject="", text="")
        .returning(Mail.id)
        .execution_options(synchronize_session=False)
    )
    return list(blanked)


@events.on("mails.forgotten")
def take_up_files(event: events.Event) -> None:
    """Delete the files of mails that were forgotten."""
    _take_up(event.details["mails"])


def _take_up(mail_ids: Iterable[int]) -> None:
    folder: Path = current_app.config["SETTINGS"].home / "mail"
    for number in mail_ids:
        (folder / f"{number:08d}.eml").unlink(missing_ok=True)


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = email.utils.format_datetime(mail.queued_at)
    message["Message-ID"] = f"<mail-{mail.id}@{sender.rpartition('@')[2].rstrip('>')}>"
    message.set_content(mail.text)
    return message


def _send_by_smtp(message: EmailMessage, url: str) -> None:
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "localhost", parts.port or 0, timeout=20) as server:
        if parts.scheme == "smtp+starttls":
            server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def trouble(settings: Settings) -> str | None:
    """Why mail would not leave; None when a server answers, or when mail is laid in files."""
    if not settings.smtp_url:
        return None
    parts = urlsplit(settings.smtp_url)
    try:
        socket.create_connection((parts.hostname or "localhost", parts.port or 25), 5).close()
    except OSError as error:
        return f"no server at {parts.hostname}: {error.strerror or type(error).__name__}"
    return None


def _lay_down(message: EmailMessage, folder: Path, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number:08d}.eml").write_bytes(bytes(message))
