"""Apply an import in a process of its own, and die in the middle of it.

Run as `python -m tests.registry.killed URL HOME IMPORT_ID POINT`: POINT `s7` dies before
the seventh statement, `t0.02` two hundredths of a second after the first.
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


def die() -> None:
    """As if the power went."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(url: str, home: str, import_id: str, point: str) -> None:
    """Apply, unless death comes first."""
    app = create_app(settings_for(Path(home), url))
    with app.app_context():
        staged = queries.import_of(int(import_id), None)
        assert staged is not None
        seen = 0

        def count(*_of: object) -> None:
            nonlocal seen
            seen += 1
            if point[0] == "s" and seen == int(point[1:]):
                die()
            if point[0] == "t" and seen == 1:
                threading.Timer(float(point[1:]), die).start()

        event.listen(db.engine, "before_cursor_execute", count)
        if point == "commit":
            event.listen(db.engine, "commit", lambda _c: die())
        services.apply(staged, by=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
