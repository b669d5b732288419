"""/surat: mails that were laid in a folder instead of being sent; in demo mode only."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from flask import current_app, render_template

from marketplace.errors import NotFound
from marketplace.storefront import bp
from marketplace.web.access import public

MOST = 100


@dataclass(frozen=True)
class Letter:
    """A mail as it lies in the folder."""

    number: int
    to: str
    subject: str
    at: datetime
    text: str


def _folder() -> Path:
    settings = current_app.config["SETTINGS"]
    if not settings.demo or settings.production:
        raise NotFound
    folder: Path = settings.home / "mail"
    return folder


def _read(file: Path) -> Letter:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    return Letter(
        number=int(file.stem),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        at=parsedate_to_datetime(str(message["Date"])),
        text=str(body.get_content()) if body else "",
    )


@bp.get("/surat")
@public
def letters() -> str:
    """The newest mails."""
    files = sorted(_folder().glob("*.eml"), reverse=True)[:MOST]
    return render_template("storefront/account/letters.html", letters=[_read(f) for f in files])


@bp.get("/surat/<int:number>")
@public
def letter(number: int) -> str:
    """One mail."""
    file = _folder() / f"{number:08d}.eml"
    if not file.is_file():
        raise NotFound
    return render_template("storefront/account/letter.html", letter=_read(file))
