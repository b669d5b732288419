"""What an officer does with several lines of her inbox at once."""

from collections.abc import Callable
from functools import partial

from flask import abort, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.accounts.models import User
from marketplace.console import bp
from marketplace.desk import queries, services
from marketplace.desk.services import Outcome
from marketplace.errors import RuleBroken
from marketplace.web.access import officer
from marketplace.web.pages import found, safe_path

Verb = Callable[[str, int], object]
DONE = {"ambil": "diambil", "lepas": "dilepas", "serahkan": "diserahkan"}


@bp.post("/antrean")
@officer()
def queue_action() -> Response:
    """Take on, let go, or hand to a colleague; all of it is refused when any is not hers."""
    action, _, one = request.form.get("tindakan", "").partition(":")
    keys = [_key(key) for key in ([one] if one else request.form.getlist("pilih"))]
    if action not in DONE:
        abort(400)
    if not keys:
        raise RuleBroken("Pilih dahulu barisnya.")
    outcome = services.several(keys, _verb(action), by=current_user)
    flash(_told(outcome, action), "good" if outcome.done else "warn")
    return redirect(safe_path(request.form.get("kembali"), url_for(".queue")))


def _key(key: str) -> tuple[str, int]:
    kind, _, number = key.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) <= 15):
        abort(404)
    return kind, int(number)


def _verb(action: str) -> Verb:
    if action == "ambil":
        return partial(services.take_on, by=current_user)
    if action == "lepas":
        return partial(services.release, by=current_user)
    return partial(services.hand_to, to=_colleague(), by=current_user)


def _colleague() -> User:
    asked = request.form.get("kepada", "")
    if not asked:
        raise RuleBroken("Pilih rekan yang menerima.")
    colleagues = {str(one.id): one for one in queries.colleagues_of(current_user)}
    return found(colleagues.get(asked))


def _told(outcome: Outcome, action: str) -> str:
    parts = [f"{outcome.done} {DONE[action]}"] if outcome.done else []
    if outcome.decided:
        parts.append(f"{outcome.decided} sudah diputuskan orang lain")
    if outcome.held:
        parts.append(f"{outcome.held} dipegang rekan lain")
    return ", ".join([*parts, *outcome.refused]).rstrip(".") + "."
