"""/dinas/pekerjaan: what the worker does in the background, for administrators."""

from flask import render_template

from marketplace import tasks
from marketplace.accounts import queries as accounts
from marketplace.console import bp
from marketplace.web.access import administrator

SHOWN = 50


@bp.get("/pekerjaan")
@administrator
def work() -> str:
    """Tasks that run and wait, and what became of the last ones."""
    newest = tasks.newest(SHOWN)
    names = accounts.names_of({task.by_id for task in newest if task.by_id is not None})
    return render_template("console/work.html", tasks=newest, names=names, tries=tasks.MOST_TRIES)
