"""What the sellers room does when something happens elsewhere."""

from typing import Any

import sqlalchemy as sa

from marketplace import nightly, tasks
from marketplace.database import db
from marketplace.events import Event, on
from marketplace.jobs import every_minute
from marketplace.registry.models import RegistryImport
from marketplace.sellers import evidence, services
from marketplace.sellers.models import Evidence
from marketplace.sellers.services import badge_warnings, register_news, staying_true
from marketplace.sellers.services.numbers import follow_confirmation

RECOMPUTE = "sellers.recompute"
AT_ONCE = 500  # badges that are judged again while others wait


@on("phone.confirmed")
def confirm_the_shop_s_number(event: Event) -> None:
    """A person showed that a number is hers; her shop may now be asked on it."""
    follow_confirmation(int(event.subject_id))


@on("claim.withdrawn")
def forget_the_photos(event: Event) -> None:
    """Nobody will look at the evidence of a claim that was taken back."""
    of_claim = sa.select(Evidence.key).where(Evidence.claim_id == int(event.subject_id))
    for key in db.session.scalars(of_claim.where(Evidence.key != "")):
        evidence.forget(key)


@on("claim.evidence_forgotten")
def delete_the_photos(event: Event) -> None:
    """Delete the photos of a claim whose record has let them go."""
    for key in event.details.get("keys", ()):
        evidence.forget(key)


@every_minute
def end_suspensions() -> None:
    """A suspension with a last day ends by itself when that day is over in Banten."""
    services.end_suspensions()


@on("registry.applied")
def follow_the_register(event: Event) -> None:
    """Judge the badges again whose records an import changed; many in a task with progress."""
    import_ = db.session.get_one(RegistryImport, int(event.subject_id))
    if register_news.count_after(import_) > AT_ONCE:
        tasks.begin(RECOMPUTE, by=None, import_id=import_.id)
        return
    _judge_again(import_)


@tasks.runs(RECOMPUTE)
def judge_many_again(running: tasks.Running) -> dict[str, Any]:
    """The same for an import that changed many."""
    import_ = db.session.get_one(RegistryImport, running.arguments["import_id"])
    total = register_news.count_after(import_)
    return {"changed": _judge_again(import_, lambda done: running.progress(done, total))}


def _judge_again(import_: RegistryImport, progress: staying_true.Progress | None = None) -> int:
    import_id = import_.id
    changed = register_news.recompute_after(import_, progress=progress)
    register_news.tell_of_absence(db.session.get_one(RegistryImport, import_id))
    return changed


@nightly.job
def keep_badges_true() -> None:
    """Judge every badge by the rule of the new day, then tell whose badge runs out."""
    staying_true.recompute_all()
    badge_warnings.warn_of_expiry()
