"""What two machines share: sessions, limits, kept pages, files and search; and nothing on disk."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from marketplace.catalog import services as catalog
from marketplace.demo import cast
from marketplace.search import services as search
from tests import databases
from tests.afterwards import fresh
from tests.builders import goods, people, shops
from tests.builders.photos import photo
from tests.machines import Town, Visitor, two_machines, within

pytestmark = [
    *databases.ENGINES[1].marks,
    pytest.mark.xdist_group("two machines"),
]
PHONE = "+6281234567890"


@pytest.fixture(scope="module", params=["postgresql"])
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with two_machines(tmp_path_factory.mktemp("machines")) as town:
        people.by_phone("Sari", PHONE)
        search.rebuild()
        yield town


def test_who_signs_in_on_one_is_signed_in_on_the_other_until_she_signs_out(town: Town) -> None:
    sari = Visitor()
    assert sari.sign_in(town.a, PHONE, people.PASSWORD).status == 302
    for machine in (town.a, town.b, town.a):
        assert "Sari" in sari.get(machine, "/akun/").text
    copied = Visitor()
    copied._browser = sari._browser
    assert sari.fill(town.b, "/akun/", "form[action='/keluar']").status == 302
    for machine in (town.a, town.b):
        assert copied.get(machine, "/akun/").status == 302


def test_a_second_factor_begun_on_one_is_finished_on_the_other(town: Town) -> None:
    people.officer("Lina", "lina@dinas.id", is_administrator=True)
    lina = Visitor()
    first = lina.sign_in(town.a, "lina@dinas.id", people.PASSWORD)
    assert first.status == 302 and "kode" in first.headers["Location"]
    step = (first.headers["Location"], "main form:has([name=code])")
    assert lina.fill(town.b, *step, code="000000").status == 422
    assert lina.fill(town.b, *step, code=people.code()).status == 302
    assert "Lina" in lina.get(town.a, "/dinas/").text


def test_both_count_the_same_attempts(town: Town) -> None:
    guesses = [Visitor().sign_in(town.a, "081200000099", "salah").status for _ in range(12)]
    guesses += [Visitor().sign_in(town.b, "081200000099", "salah").status for _ in range(10)]
    assert guesses == [422] * 20 + [429] * 2


def test_a_change_on_one_is_never_stale_on_the_other(town: Town) -> None:
    shop, owner = shops.shop_and_owner(cast.MAMAN, "Gerabah Maman")
    listing = goods.on_the_street(shop, owner)
    path = f"/produk/{listing.slug}"
    stale = 0
    for turn in range(30):
        words = replace(goods.WORDS, title=f"Emping manis ke-{turn}-")
        listing = fresh(listing)
        catalog.edit(listing, by=owner, words=words, version=listing.version)
        for machine in (town.a, town.b, town.a, town.b):
            stale += words.title not in Visitor().get(machine, path).text
    assert stale == 0


def test_a_picture_and_its_product_come_from_the_other_machine(town: Town) -> None:
    owner = people.by_phone("Rohayati", "+6281234567800")
    shops.shop_of(owner, "Emping Rohayati")
    hers = Visitor()
    hers.sign_in(town.a, "+6281234567800", people.PASSWORD)
    new = {"title": "Opak ketan bakar", "category_slug": "emping", "price": "21.000"}
    more = {"unit": "bungkus", "stock": "3", "simpan": "tayang", "picture": (photo(), "a.jpg")}
    answer = hers.fill(town.a, "/lapak/produk/baru", "main form:has([name=title])", **new, **more)
    assert answer.status == 302, answer.text

    def found() -> bool:
        return "Opak ketan bakar" in Visitor().get(town.b, "/cari?q=opak+ketan").text

    took = within(10, found)
    print(f"found on the other machine after {took:.2f} s")

    def pictures() -> list[str]:
        page = Visitor().get(town.b, "/cari?q=opak+ketan").soup
        return [str(one["src"]) for one in page.select("main img[src^='/media/']")]

    within(20, pictures)
    for machine in (town.b, town.a):
        picture = Visitor().get(machine, pictures()[0])
        assert picture.status == 200 and picture.headers["Content-Type"] == "image/webp"
        assert picture.body[:4] == b"RIFF"


def test_neither_keeps_anything_of_the_site_at_home(town: Town) -> None:
    for home in town.homes:
        kept = [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()]
        # What the trail's head was lies outside the database on purpose, where its worker runs.
        assert set(kept) <= {"audit/heads.log"}
