"""A copy of everything that is kept of a person: JSON and CSV in one ZIP, fetched once.

Source: UU 27/2022, Pasal 7 (a copy) and 13 (in a form that other systems can read).
"""

import io
import json
import secrets
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from marketplace import personal_data, storage, tasks
from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts.models import RightsRequest, User
from marketplace.accounts.services.presence import still_there
from marketplace.accounts.services.rights import note_request
from marketplace.accounts.services.second_factor import WRONG_PASSWORD
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import record
from marketplace.personal_data import Part

KIND = "personal_data.copy"
READ_ME = """Salinan data pribadi Anda, dibuat {at}.

data.json   semuanya, untuk dibaca program
csv/        satu tabel untuk setiap bagian, untuk dibuka dengan Excel
berkas/     foto dan bukti yang Anda unggah

Waktu ditulis dalam UTC. Sandi dan kunci tidak ada di sini: kami hanya menyimpan bentuk
teracaknya.
"""


def ask_for_copy(user: User, password: str, at: datetime) -> RightsRequest:
    """Have the worker make a copy, once she has given her password; one at a time."""
    if not gateway.is_password_of(user, password):
        raise RuleBroken(WRONG_PASSWORD, field="password")
    with transaction():
        user = still_there(user)
        _close_what_broke(user, at)
        request = note_request(user, "copy", "", at)
        request.task_id = tasks.begin(KIND, by=user, request_id=request.id).id
    return request


def _close_what_broke(user: User, at: datetime) -> None:
    """End a request whose work was given up, so that it does not stand in the next one's way."""
    waiting = sa.select(RightsRequest).where(
        RightsRequest.user_id == user.id,
        RightsRequest.kind == "copy",
        RightsRequest.state == "waiting",
    )
    for request in db.session.scalars(waiting.with_for_update()).all():
        task = db.session.get(tasks.Task, request.task_id)
        if task is None or task.is_over:
            request.decide("refused", at, by=None, answer=tasks.BROKE)
            record("rights.refused", request, kind="copy")
    db.session.flush()


def fetch_copy(request: RightsRequest, *, by: User, at: datetime) -> bytes:
    """Hand the copy out, once and within seven days; then it is deleted."""
    with transaction():
        request = locked(request)
        if request.user_id != by.id:
            raise NotFound
        request.fetch(at)
        key, request.file_key = request.file_key or "", None
        content = storage.private().get(key)
        record("rights.copy_fetched", request, by=by)
        record("private_files.forgotten", request, by=by, keys=[key])
    return content


@tasks.runs(KIND)
def make_copy(running: tasks.Running) -> dict[str, Any] | None:
    """Gather, pack and lay ready; safe to begin again."""
    request = db.session.get(RightsRequest, running.arguments["request_id"])
    if request is None or not request.is_waiting:
        return None
    user_id, request_id = request.user_id, request.id
    parts = personal_data.all_of(user_id)
    db.session.rollback()
    running.progress(1, 2, "Mengemas data Anda …")
    key = _named(request_id)
    storage.private().put(key, packed(parts, now()))
    try:
        _lay_ready(request_id, key)
    except BaseException:
        storage.private().delete(key)
        raise
    return {"parts": len(parts)}


def _named(request_id: int) -> str:
    """The key of the file, noted before there is one: a process that dies leaves none unnamed."""
    with transaction():
        request = locked(db.session.get_one(RightsRequest, request_id))
        request.file_key = request.file_key or f"copies/{secrets.token_urlsafe(24)}"
        return request.file_key


def _lay_ready(request_id: int, key: str) -> None:
    at = now()
    with transaction():
        request = locked(db.session.get_one(RightsRequest, request_id))
        request.lay_ready(key, at)
        record("rights.done", request, kind="copy")


def packed(parts: Iterable[Part], at: datetime) -> bytes:
    """The ZIP: one JSON file, a CSV file for each part with rows, and her own files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("BACA.txt", READ_ME.format(at=at.isoformat(timespec="minutes")))
        everything = {}
        for part in parts:
            rows = [{name: _plain(value) for name, value in row.items()} for row in part.rows]
            everything[part.name] = rows
            if rows:
                bundle.writestr(f"csv/{part.name.replace(' ', '-')}.csv", _csv(rows))
            for name, read in part.files.items():
                with suppress(NotFound):  # a photo that was deleted meanwhile
                    bundle.writestr(f"berkas/{name}", read())
        bundle.writestr("data.json", json.dumps(everything, ensure_ascii=False, indent=1))
    return target.getvalue()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def _csv(rows: list[dict[str, Any]]) -> bytes:
    # Excel's writer is heavy, and only the worker makes copies.
    from marketplace.sheets.writing import bytes_of

    names = list(rows[0])
    return bytes_of("csv", [names, *([_cell(row[name]) for name in names] for row in rows)])


def _cell(value: Any) -> str | int | None:
    if value is None or isinstance(value, str | int):
        return int(value) if isinstance(value, bool) else value
    return json.dumps(value, ensure_ascii=False)
