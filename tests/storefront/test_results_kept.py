"""Lists are kept for strangers, and never shown once the street or the index has moved on."""

from typing import Any

from marketplace.catalog import services as catalog
from marketplace.database import db
from marketplace.search import services as search
from tests.builders import goods


def test_a_kept_list_follows_the_street_and_the_index(kept: Any) -> None:
    app, (shop, owner, listings) = kept

    def words(path: str = "/cari?q=emping") -> str:
        return str(app.test_client().get(path).get_data(as_text=True))

    assert "Pencarian sedang diperbaiki" in words()
    search.rebuild()
    assert "Pencarian sedang diperbaiki" not in words()
    assert words() == words()
    assert "Emping manis" in words()
    catalog.archive(listings[0], by=owner)
    assert "Emping manis" not in words()
    new = goods.sell(shop, owner, "Emping jumbo", "emping", "bungkus", 30_000)
    assert "Emping jumbo" not in words()
    search.index_listings([new.id])
    assert "Emping jumbo" in words()
    assert "Emping jumbo" in words("/kategori/emping")
    assert "Emping jumbo" in words("/daerah/menes")


def test_a_kept_list_costs_no_statement_but_the_street_s_number(kept: Any) -> None:
    from sqlalchemy import event

    app, _ = kept
    search.rebuild()
    seen: list[str] = []
    app.test_client().get("/cari")
    event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    app.test_client().get("/cari")
    assert seen == []  # and the number itself is read outside of the ORM
