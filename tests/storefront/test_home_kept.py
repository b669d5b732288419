"""Signed-in people share the front of the market until the street changes."""

from typing import Any

import sqlalchemy as sa

from marketplace.catalog import services as catalog
from marketplace.database import db
from tests.page import sign_in


def test_people_share_the_front_of_the_market_until_the_street_changes(kept: Any) -> None:
    app, (_shop, owner, listings) = kept
    client = app.test_client()
    sign_in(client, owner)
    assert "Emping manis" in client.get("/").get_data(as_text=True)
    seen: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    page = client.get("/").get_data(as_text=True)
    assert owner.name in page or "/lapak/" in page
    assert not [statement for statement in seen if "FROM listings" in statement]
    catalog.archive(listings[0], by=owner)
    assert "Emping manis" not in client.get("/").get_data(as_text=True)
