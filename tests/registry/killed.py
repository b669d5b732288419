"""Preview or apply an import in a process of its own, and die in the middle of it.

Run as `python -m tests.registry.killed URL HOME WHAT POINT`: WHAT is the id of a staged import to
apply, or a file to preview. POINT `s7` dies before the seventh statement, `t0.02` two hundredths
of a second after the first, `commit` and `commit5` at the first and fifth commit of a write.
"""

import os
import signal
import sys
import threading
from pathlib import Path

from sqlalchemy import event

from marketplace import create_app
from marketplace.database import db
from marketplace.registry import queries, services
from tests.conftest import settings_for
from tests.registry.desk import preview


def die() -> None:
    """As if the power went."""
    os.kill(os.getpid(), signal.SIGKILL)


def watch(point: str) -> None:
    """Have this process die at a point."""
    seen = {"statements": 0, "commits": 0}

    def count(*_of: object) -> None:
        seen["statements"] += 1
        if point[0] == "s" and seen["statements"] == int(point[1:]):
            die()
        if point[0] == "t" and seen["statements"] == 1:
            threading.Timer(float(point[1:]), die).start()

    def commit(_connection: object) -> None:
        seen["commits"] += 1
        if point.startswith("commit") and seen["commits"] == int(point[6:] or 1):
            die()

    event.listen(db.engine, "before_cursor_execute", count)
    event.listen(db.engine, "commit", commit)


def main(url: str, home: str, what: str, point: str) -> None:
    """Do it, unless death comes first."""
    app = create_app(settings_for(Path(home), url))
    with app.app_context():
        staged = queries.import_of(int(what), None) if what.isdigit() else None
        watch(point)
        if staged is None:
            preview(Path(what))
        else:
            services.apply(staged, by=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
