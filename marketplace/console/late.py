"""What became of a thing since an officer opened its page, in sentences, from the trail.

A decision's form is an `OpenedForm`; when it came too late (`errors.Stale`, answered with 409),
`told` says who did what meanwhile and makes the form one of the present state. The page shows
both with `components/changed.html`.
"""

from datetime import datetime, timedelta
from typing import Any

from wtforms import HiddenField

from marketplace import events
from marketplace.accounts import queries as accounts
from marketplace.accounts.models import User
from marketplace.audit import words
from marketplace.clock import day_of, now
from marketplace.errors import Stale
from marketplace.sellers.jurisdiction import office_of
from marketplace.web.filters import jam, waktu
from marketplace.web.forms import Form

MOST = 5
# How far back is looked when a form does not say when it was opened.
LONGEST = timedelta(days=1)
# Who looks after a thing says nothing about the thing.
SILENT = ("desk.",)


class OpenedForm(Form):
    """A form that knows when its page was opened."""

    opened = HiddenField()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not self.opened.data:
            self.opened.data = now().isoformat()

    def opened_at(self) -> datetime:
        """When its page was opened; a day ago at most, whatever was sent."""
        try:
            opened = datetime.fromisoformat(self.opened.data or "")
        except ValueError:
            return now() - LONGEST
        return max(opened, now() - LONGEST) if opened.tzinfo else now() - LONGEST


def told(form: Form, subject: Any, **details: object) -> list[str] | None:
    """What happened meanwhile, for a form that came too late; None for any other.

    `details` keeps to events that carry these, where the subject's trail tells of others too.
    """
    if not isinstance(form.refused, Stale):
        return None
    since = form.opened_at() if isinstance(form, OpenedForm) else now() - LONGEST
    if isinstance(form, OpenedForm):
        form.opened.data = now().isoformat()
    return [*form.refused.changed, *changes(subject, since, **details)]


def changes(subject: Any, since: datetime, **details: object) -> list[str]:
    """What happened to a record since an instant, the latest last, a sentence each."""
    happened = [
        one
        for one in events.of(subject, since)
        if not one.name.startswith(SILENT) and details.items() <= one.details.items()
    ]
    return [_sentence(one) for one in happened[-MOST:]]


def _sentence(event: events.Event) -> str:
    when = jam(event.at) if day_of(event.at) == day_of(now()) else waktu(event.at)
    return f"{words.of_event(event.name)} oleh {_who(event.actor_id)}, {when}."


def _who(actor_id: int | None) -> str:
    actor: User | None = accounts.person(actor_id) if actor_id is not None else None
    if actor is None:
        return "sistem"
    return f"{actor.name} ({office_of(actor)})" if actor.is_officer else actor.name
