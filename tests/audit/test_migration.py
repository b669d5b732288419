"""Events of before the trail was sealed find their shops, and are sealed like all others."""

import flask_migrate
import pytest
import sqlalchemy as sa

from marketplace import create_app
from marketplace.audit import sealing
from marketplace.database import db
from tests.audit.trail import found
from tests.conftest import settings_for
from tests.databases import ENGINES, url_of

BEFORE, ROWS = "0023", [
    ("shop.opened", "Shop", "31", "{}"),
    ("badge.issued", "Badge", "4", '{"shop_id": 31, "claim_id": 2}'),
    ("listing.edited", "Listing", "5", '{"words": "é"}'),
    ("mail.queued", "Mail", "1", '{"shop_id": "31"}'),
]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_events_of_before_are_kept_and_find_their_shops(engine, tmp_path):
    app = create_app(settings_for(tmp_path, url_of(engine, tmp_path, "before")))
    with app.app_context():
        flask_migrate.upgrade(revision=BEFORE)
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            for name, kind, number, details in ROWS:
                connection.execute(
                    sa.text(
                        "INSERT INTO events (name, subject_kind, subject_id, details, at)"
                        " VALUES (:n, :k, :i, :d, '2026-01-01 00:00:00.000000')"
                    ),
                    {"n": name, "k": kind, "i": number, "d": details},
                )
        flask_migrate.upgrade()
        shops = db.session.scalars(sa.text("SELECT shop_id FROM events ORDER BY id")).all()
        assert shops == [31, 31, None, None]
        db.session.rollback()
        assert sealing.seal_within(5) == 4 and found().is_sound
        db.session.remove()
        db.engine.dispose()
