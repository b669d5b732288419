"""Seen, opened, asked about: counted on made and on kept pages, never by whom."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.promotions import counting, services
from marketplace.promotions.counting import Counter, counter, looks
from marketplace.promotions.models import ShelfMeasure
from marketplace.promotions.personal_data import let_her_places_go
from marketplace.promotions.queries import figures
from marketplace.promotions.services import measures
from tests.builders import goods, people, promoted, shops

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile"}
ROBOT = {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}


@pytest.fixture
def written(app: Any) -> Any:
    """Call it to have what was counted written down; gives the rows by shelf and slot."""
    counter()._tallies.clear()
    counter()._after = 3600
    batches: list[Any] = []
    before, counter()._hand = counter()._hand, batches.append

    def write() -> dict[tuple[str, int], tuple[int, int, int]]:
        counter().hand_over()
        for batch in batches:
            services.write_down(batch)
        batches.clear()
        db.session.rollback()
        rows = db.session.scalars(sa.select(ShelfMeasure)).all()
        return {(r.shelf, r.slot): (r.impressions, r.visits, r.inquiries) for r in rows}

    yield write
    counter()._hand = before


def told(client: Any, **changes: Any) -> int:
    form = {"rak": "promo:1", "tempat": "1", "produk": "x", "jenis": "buka", **changes}
    status: int = client.post("/promo/klik", data=form, headers=PHONE).status_code
    return status


def test_a_collection_is_seen_opened_and_asked_about(
    listing: Any, client: Any, written: Any
) -> None:
    made = promoted.running(people.appointed(cast.ARIF), [listing])
    shelf = f"promo:{made.id}"
    client.get(made.url, headers=PHONE)
    client.get(made.url, headers=ROBOT)
    client.get(made.url, headers={**PHONE, "Sec-Purpose": "prefetch"})
    assert written()[shelf, 1] == (1, 0, 0)
    assert told(client, rak=shelf, produk=listing.slug) == 204
    assert told(client, rak=shelf, produk=listing.slug, jenis="tanya") == 204
    assert written()[shelf, 1] == (1, 1, 1)
    found = figures.by("shop_id", (shelf,), today(), today())
    assert [(one.label, one.impressions) for one in found] == [("Emping Rohayati", 1)]


def test_what_was_never_shown_cannot_be_made_up(listing: Any, client: Any, written: Any) -> None:
    for rak in ("promo:7", "terbaru", "koleksi:1"):
        assert told(client, rak=rak, produk=listing.slug) == 204
    assert told(client, produk="tidak-ada") == 204
    assert written() == {}
    for wrong in (
        {"rak": "x"},
        {"tempat": "0"},
        {"tempat": "999"},
        {"jenis": "beli"},
        {"produk": "?"},
    ):
        assert told(client, **wrong) == 400, wrong


def test_the_home_page_counts_each_shelf_and_writes_nothing(
    listing: Any, client: Any, written: Any, statements: Any
) -> None:
    with statements() as seen:
        client.get("/", headers=PHONE)
    assert not [one for one in seen if one.lstrip().upper().startswith(("INSERT", "UPDATE"))]
    found = written()
    assert found["terbaru", 1] == (1, 0, 0) and found["daerah:36.01", 1] == (1, 0, 0)


def test_a_flood_fills_neither_memory_nor_table(app: Any, listing: Any) -> None:
    one = Counter(lambda batch: None, after=3600)
    for slot in range(3 * counting.MOST_TALLIES):
        one.told(("terbaru", slot, listing.id, 1, "36.01"), "impressions")
    for path in range(3 * counting.MOST_PATHS):
        one.shows(f"/promo/{path}", [])
    assert len(one._tallies) == counting.MOST_TALLIES and len(one._shown) == counting.MOST_PATHS
    one._timer and one._timer.cancel()


def test_a_full_day_takes_no_more_rows(app: Any, listing: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(measures, "MOST_ROWS", 1)
    day = today().isoformat()
    row = (day, "terbaru", 1, listing.id, listing.shop_id, "36.01", 1, 0, 0)
    assert services.write_down([row]) == 1
    other = (day, "terbaru", 2, listing.id, listing.shop_id, "36.01", 1, 0, 0)
    assert services.write_down([other]) == 0


def test_programs_that_say_so_are_not_counted() -> None:
    assert looks(PHONE["User-Agent"]) and not looks("")
    for agent in (ROBOT["User-Agent"], "curl/8.5", "WhatsApp/2.23", "python-requests/2.32"):
        assert not looks(agent)


def test_old_counts_go_and_those_of_an_erased_shop_too(app: Any, listing: Any, owner: Any) -> None:
    other = goods.on_the_street(*shops.shop_and_owner(cast.MAMAN, "Gerabah Maman"))
    old = (today() - timedelta(days=900)).isoformat()
    for one, day in ((listing, today().isoformat()), (other, old)):
        services.write_down([(day, "terbaru", 1, one.id, one.shop_id, "36.01", 1, 0, 0)])
    assert measures.forget_measures_before(now() - timedelta(days=760)) == 1
    with transaction():
        let_her_places_go(owner.id, now())
    db.session.rollback()
    assert db.session.scalars(sa.select(ShelfMeasure)).all() == []
