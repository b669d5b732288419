"""A marketplace on loopback: a real server with a worker beside it."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import waitress

from marketplace import create_app, events, tasks
from marketplace.database import db
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema


class Site:
    """A running marketplace: its application and its address."""

    def __init__(self, app: Any, url: str) -> None:
        self.app = app
        self.url = url


@contextlib.contextmanager
def serving(
    home: Path, whatsapp_url: str, fill: Callable[[], Any] = load_reference_data
) -> Iterator[Site]:
    """Serve a world that `fill` has filled, until the block ends."""
    settings = settings_for(
        home,
        f"sqlite:///{home}/site.sqlite3",
        site_url="http://127.0.0.1",
        whatsapp_url=whatsapp_url,
    )
    app = create_app(settings)
    with app.app_context():
        create_schema(db.engine)
        fill()
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=6)
    stopping = threading.Event()
    worker = threading.Thread(target=_work, args=(app, stopping), daemon=True)
    for thread in (threading.Thread(target=server.run, daemon=True), worker):
        thread.start()
    yield Site(app, f"http://127.0.0.1:{server.effective_port}")
    stopping.set()
    server.close()
    worker.join(5)
    with app.app_context():
        db.engine.dispose()


def _work(app: Any, stopping: threading.Event) -> None:
    while not stopping.wait(0.1):
        with app.app_context():
            _take_hints(app)
            events.deliver_waiting()
            tasks.run_waiting()


def _take_hints(app: Any) -> None:
    """What web processes handed over: hints of events, and what they measured."""
    queue = app.extensions["queue"]
    while (task := queue.dequeue()) is not None:
        queue.execute(task)
