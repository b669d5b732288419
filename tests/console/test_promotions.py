"""Collections at the desk: order by button and by drag, 409 for who comes second, figures."""

from io import BytesIO
from typing import Any

import pytest

from marketplace.clock import today
from marketplace.demo import cast
from marketplace.promotions import services
from marketplace.promotions.queries import desk
from tests.builders import goods, people, photos, promoted

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def arif(app: Any) -> Any:
    """The officer of the province who curates."""
    return people.appointed(cast.ARIF)


@pytest.fixture
def three(arif: Any, shop: Any, owner: Any) -> Any:
    """A collection of three listings that runs."""
    return promoted.running(arif, [goods.on_the_street(shop, owner) for _ in range(3)])


def order_of(one: Any) -> list[int]:
    return [item.id for item in desk.collection(one.id).items]


def test_items_move_by_button_and_by_drag(three: Any, arif: Any, browser: Any) -> None:
    officer, first = browser.as_(arif), order_of(three)
    version = three.version
    step = {"version": version, "arah": "mundur"}
    officer.send("console.collection_step", step, collection_id=three.id, item_id=first[0])
    assert order_of(three) == [first[1], first[0], first[2]]
    dragged = {"version": version + 1, "order": ",".join(map(str, reversed(first)))}
    sent = officer.send("console.collection_order", dragged, collection_id=three.id)
    assert sent.status == 302 and order_of(three) == first[::-1]


def test_an_order_that_was_made_up_is_refused(three: Any, arif: Any, browser: Any) -> None:
    officer, first = browser.as_(arif), order_of(three)
    for order in ("1", "x", "", f"{first[0]},{first[0]},{first[1]}", "9" * 2_000):
        form = {"version": three.version, "order": order}
        answer = officer.send("console.collection_order", form, collection_id=three.id)
        assert answer.status == 422, order
    assert order_of(three) == first


def test_who_comes_second_reads_what_changed(three: Any, arif: Any, browser: Any) -> None:
    officer, version = browser.as_(arif), three.version
    page = officer.visit("console.collection_end", collection_id=three.id)
    services.edit(three, promoted.said(title="Lain"), version=version, by=arif)
    form = {**page.fields(), "reason_code": "done"}
    late = officer.send("console.collection_end", form, collection_id=three.id)
    assert late.status == 409 and "Koleksi diubah." in late.text
    again = officer.send(
        "console.collection_end", {**late.fields(), "reason_code": "done"}, collection_id=three.id
    )
    assert again.status == 302 and desk.collection(three.id).state == "ended"


def test_a_cover_is_drawn_anew_by_the_worker(
    three: Any, arif: Any, browser: Any, worker: Any
) -> None:
    officer = browser.as_(arif)
    form = {
        "version": three.version,
        "alt": "Emping",
        "picture": (BytesIO(photos.photo()), "a.jpg"),
    }
    assert officer.send("console.collection_cover", form, collection_id=three.id).status == 302
    worker()
    one = desk.collection(three.id)
    assert (one.cover_state, one.cover_width) == ("ready", 640)
    assert browser.visit(one.url).one(".campaign__cover img")["alt"] == "Emping"
    preview = f"http://localhost/media/{one.cover_key}/bagikan.jpg"
    assert browser.visit(one.url).one('meta[property="og:image"]')["content"] == preview
    assert browser.client.get(preview).status_code == 200
    text = {"version": one.version, "alt": "", "picture": (BytesIO(b"teks"), "a.jpg")}
    assert officer.send("console.collection_cover", text, collection_id=three.id).status == 422


def test_figures_stay_within_an_office_and_can_be_taken_along(
    three: Any, arif: Any, browser: Any
) -> None:
    (item, *_), day = desk.collection(three.id).items, today().isoformat()
    shelf = f"promo:{three.id}"
    services.write_down([(day, shelf, 1, item.listing_id, item.shop_id, "36.01", 7, 0, 0)])
    services.write_down([(day, shelf, 2, item.listing_id, item.shop_id, "36.71", 5, 0, 0)])
    page = browser.as_(arif).visit("console.promotion_figures", koleksi=three.id)
    assert page.all(".stat__value")[0].get_text() == "12"
    local = people.officer("K", "k@contoh.test", regency_code="36.01", duties=["curate"])
    own = browser.as_(local)
    page = own.visit("console.promotion_figures", koleksi=three.id, daerah="36.71")
    assert page.all(".stat__value")[0].get_text() == "7"
    sheet = own.client.get(f"/dinas/promosi/angka/unduh.csv?koleksi={three.id}")
    lines = sheet.get_data(as_text=True).splitlines()
    assert len(lines) == 2 and '"7"' in lines[1]
    assert own.client.get("/dinas/promosi/angka/unduh.exe").status_code == 404
