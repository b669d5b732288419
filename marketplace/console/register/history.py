"""A record of any register on a page: its facts with their sources, and how they came about."""

from collections import Counter
from typing import Any

from flask import render_template, request
from flask_login import current_user

from marketplace.console.register.words import HIDDEN, Sections, in_sections, shown
from marketplace.registry import history, queries
from marketplace.registry.models import Business, Cooperative
from marketplace.web.pages import page_number, page_of

SIZE = 25


def told_of(record: Cooperative | Business, sections: Sections, history_url: str) -> dict[str, Any]:
    """What `record_facts.html` shows: facts in sections, and how often each was set."""
    return {
        "sections": in_sections(queries.facts_of(record), sections),
        "times": Counter(change.field for change in history.of(record)),
        "history_url": history_url,
        "shown": shown,
    }


def history_page(record: Cooperative | Business, *, back: str) -> str:
    """Every change of a record, or of the one fact that `?isian=` names."""
    changes = [change for change in history.of(record) if change.field not in HIDDEN]
    fields = {change.field: change.label for change in changes}
    asked, number = request.args.get("isian", ""), page_number()
    if asked in fields:
        changes = [change for change in changes if change.field == asked]
    return render_template(
        "console/register/history.html",
        record=record,
        back=back,
        changes=changes[(number - 1) * SIZE : number * SIZE],
        fields=sorted(fields.items(), key=lambda field: field[1]),
        asked=asked,
        page=page_of(len(changes), SIZE, number),
        jurisdiction=current_user.officer.regency_code,
        shown=shown,
    )
