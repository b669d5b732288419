"""What the trail costs: `python -m tests.bench.trail [sqlite|postgresql] [events]`.

Writing an event, sealing and verifying a long trail, and a page of it at the desk.
"""

import atexit
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from marketplace import create_app, events
from marketplace.audit import reading, sealing, trail
from marketplace.audit.trail import Asked
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.mail import Mail
from tests.conftest import settings_for
from tests.databases import create_schema, url_of

RECORDED = 2_000
ROWS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0}) "
    "SELECT i FROM n",
    "postgresql": "SELECT i FROM generate_series(1, {0}) AS s(i)",
}
EVENT = """
INSERT INTO events (name, subject_kind, subject_id, actor_id, details, at, shop_id, role)
SELECT CASE i % 9 WHEN 0 THEN 'badge.issued' WHEN 1 THEN 'shop.edited' ELSE 'listing.edited' END,
 'Listing', CAST(i AS VARCHAR), i % 5000, {details}, {at}, i % 4000, NULL FROM ({rows}) AS n
"""
DETAILS = {
    "sqlite": """'{"shop_id": ' || (i % 4000) || ', "version": 3}'""",
    "postgresql": """CAST('{"shop_id": ' || (i % 4000) || ', "version": 3}' AS json)""",
}
AT = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', 'now', '-' || ({0} - i) || ' seconds')",
    "postgresql": "now() - ({0} - i) * interval '1 second'",
}


def main(engine: str, count: int) -> None:
    """Print every figure of one engine."""
    home = Path(tempfile.mkdtemp(prefix="trail"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    app = create_app(settings_for(home, url_of(engine, home, "trail")))
    with app.app_context():
        create_schema(db.engine)
        say(f"record(): {recording():.0f} µs an event")
        fill(engine, count)
        with timing("sealing", count):
            sealing.seal_within(600)
        with timing("verifying", count):
            verdict = reading.check()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(f"sound: {verdict.is_sound}, {verdict.seals} seals; at most {peak:.0f} MB")
        for name, asked in (
            ("newest", Asked()),
            ("by event", Asked(name="badge.issued")),
            ("by person", Asked(actor_id=77)),
            ("by subject", Asked(subject_kind="Listing", subject_id="77")),
            ("by day", Asked(first=today(), last=today())),
            ("of a shop", Asked(shop_id=77)),
        ):
            say(f"page, {name}: {page(asked):.1f} ms")
        db.session.remove()
        db.engine.dispose()


def say(words: str) -> None:
    print(words, flush=True)


@contextmanager
def timing(what: str, count: int) -> Iterator[None]:
    """Events in a second, of all that passed and of this process's own time."""
    began, worked = time.perf_counter(), time.process_time()
    yield
    lasted, worked = time.perf_counter() - began, time.process_time() - worked
    say(f"{what}: {count / lasted:,.0f} events/s, {count / worked:,.0f}/s of our own time")


def recording() -> float:
    """Microseconds of our own time for one event inside a transaction, the middle of ten rounds."""
    with transaction() as session:
        mail = Mail(recipient="a@contoh.test", subject="", text="", queued_at=sa.func.now())
        session.add(mail)
        session.flush()
        rounds = []
        for _ in range(10):
            began = time.process_time()
            for number in range(RECORDED // 10):
                events.record("shop.edited", mail, shop_id=number, version=number)
            rounds.append((time.process_time() - began) / RECORDED * 10)
    return statistics.median(rounds) * 1e6


def fill(engine: str, count: int) -> None:
    """So many events, one a second until now."""
    text = EVENT.format(
        details=DETAILS[engine], at=AT[engine].format(count), rows=ROWS[engine].format(count)
    )
    with transaction() as session:
        session.connection().exec_driver_sql(
            text.replace("%", "%%") if engine == "postgresql" else text
        )
    if engine == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE events")


def page(asked: Asked) -> float:
    """Milliseconds for the events of one page, the middle of 21."""
    return statistics.median(timed(lambda: trail.entries(asked, size=50)) for _ in range(21)) * 1e3


def timed(function: Callable[[], Any]) -> float:
    began = time.perf_counter()
    function()
    db.session.rollback()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "sqlite", int((sys.argv[2:] or ["1000000"])[0]))
