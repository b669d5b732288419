"""The desk sees searches that lead nowhere or are not opened, and teaches them with one click."""

from datetime import timedelta

import pytest

from marketplace.clock import today
from marketplace.demo import cast
from marketplace.search import services
from marketplace.search.teaching.lexicon import present
from tests.builders import goods, people


@pytest.fixture
def desk(browser):
    return browser.as_(people.appointed(cast.ARIF))


def count(text, asked, results, *, ago=0, clicks=0, ranks=0, relaxed=0):
    """What the worker would have written down for a day."""
    day = (today() - timedelta(days=ago)).isoformat()
    nothing = 0 if results else asked
    best = 1 if clicks else None
    row = (day, text, asked, nothing, relaxed, 0, results, clicks, clicks, ranks, best)
    services.write_down([row])


def listed(page):
    return [row.get_text(" ", strip=True) for row in page.all("tbody tr td:first-child")]


def test_an_empty_log_says_so(desk):
    assert "Semua yang dicari ditemukan" in desk.visit("console.searches").text
    page = desk.visit("console.searches_seldom_opened").text
    assert "Belum ada yang jarang dibuka" in page and "menjalankan skrip" in page


def test_searches_without_results_come_commonest_first(desk):
    count("tumbler", 3, 0)
    count("hampers", 4, 0, ago=3)
    count("hampers", 4, 0, ago=9)
    count("emping", 50, 9)
    count("lama sekali", 99, 0, ago=30)
    page = desk.visit("console.searches")
    assert listed(page) == ["hampers", "tumbler"]
    assert "8" in page.all("tbody tr")[0].get_text()
    assert page.all("tbody a.button")[0]["href"].endswith("samakan?phrases=hampers")


def test_what_is_found_by_now_leaves_the_list(desk):
    count("nastar", 9, 0, ago=4)
    count("nastar", 1, 3, ago=1)
    count("tumbler", 9, 3, ago=4)
    count("tumbler", 1, 0, ago=1)
    assert listed(desk.visit("console.searches")) == ["tumbler"]


def test_searches_that_are_hardly_opened_show_share_and_rank(desk):
    count("tas", 40, 12, clicks=3, ranks=40)
    count("kopi", 40, 12, clicks=4, ranks=8)
    count("jarang", 9, 12)
    count("kosong", 40, 0)
    page = desk.visit("console.searches_seldom_opened")
    assert listed(page) == ["tas"]
    cells = [cell.get_text(" ", strip=True) for cell in page.all("tbody td")]
    assert cells[1:5] == ["40", "12", "3 (8%)", "13,3"]


def test_the_lists_ask_the_database_as_often_for_many_and_have_pages(desk, statements):
    def asked():
        with statements() as seen:
            desk.visit("console.searches")
        return len(seen)

    count("satu", 2, 0)
    asked()
    few = asked()
    for number in range(40):
        count(f"kata {number}", 1, 0)
    assert asked() == few <= 8
    assert len(listed(desk.visit("console.searches"))) == 25
    assert len(listed(desk.visit("console.searches", halaman=2))) == 16


def test_the_first_page_of_the_desk_counts_them(desk, browser):
    count("tumbler", 3, 0)
    page = desk.visit("console.queue")
    assert page.all("a.stat")[0]["href"] == "/dinas/pencarian"
    assert "Pencarian" in page.one("nav").get_text()
    other = browser.as_(people.appointed(cast.YAYAH)).visit("console.queue")
    assert not other.all('a[href^="/dinas/pencarian"]')


def test_one_click_teaches_what_a_search_means(desk):
    goods.open_street()
    services.rebuild()
    count("ceriping", 7, 0)
    address = desk.visit("console.searches").one("tbody a.button")["href"]
    fields = desk.visit(address).fields("main form.form")
    assert fields["phrases"] == "ceriping"
    looked = desk.send(address, {**fields, "meaning": "keripik", "lihat": "1"})
    assert looked.status == 302 and present().synonyms == ()
    page = desk.visit(looked.location)
    assert "“ceriping” 0 produk" in page.text and "“keripik” 1 produk" in page.text
    assert page.fields("main form.form")["meaning"] == "keripik"
    done = desk.send("console.synonym_meaning", {"phrases": "ceriping", "meaning": "keripik"})
    assert done.location == "/dinas/pencarian"
    assert present().synonyms == (("ceriping", "keripik"),)
    page = desk.visit("console.searches")
    assert "Sudah disamakan" in page.text and "Tersimpan" in page.text


def test_a_meaning_that_has_a_group_takes_the_phrase_into_it(desk):
    desk.send("console.synonym_meaning", {"phrases": "suvenir", "meaning": "oleh-oleh"})
    desk.send("console.synonym_meaning", {"phrases": "cendera mata", "meaning": "Oleh oleh"})
    assert present().synonyms == (("suvenir", "oleh-oleh", "cendera mata"),)
    again = desk.send("console.synonym_meaning", {"phrases": "suvenir", "meaning": "oleh-oleh"})
    assert again.status == 422 and "sudah sama artinya" in again.text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Tulis katanya"),
        ({"phrases": "kado"}, "Tulis artinya"),
        ({"phrases": "kado", "meaning": "kado"}, "ditulis dua kali"),
        ({"phrases": "x" * 61, "meaning": "kado"}, "Paling banyak 60 huruf"),
        ({"phrases": "<b>", "meaning": "kado"}, "huruf, angka"),
        ({"phrases": "kue untuk yang di rumah", "meaning": "kado"}, "paling banyak 4 kata"),
    ],
)
def test_a_meaning_that_makes_no_sense_is_refused_beside_its_field(desk, sent, said):
    page = desk.send("console.synonym_meaning", sent)
    assert page.status == 422 and said in page.text
    assert present().synonyms == ()


@pytest.mark.parametrize("kata", ["", "🎁" * 200, "a\tb", "'; DROP TABLE--", "%00", "x" * 5_000])
def test_whatever_the_address_carries_makes_a_page(desk, kata):
    for name in ("console.searches_known", "console.search_trial", "console.synonyms"):
        desk.visit(name, q=kata)
    desk.visit("console.synonym_meaning", phrases=kata, meaning=kata)
    desk.visit("console.searches", halaman=kata)


def test_a_trial_shows_how_words_are_understood_and_counts_nothing(desk):
    from marketplace.search.measures import asked

    goods.open_street()
    services.rebuild()
    asked.counter().hand_over()
    page = desk.visit("console.search_trial", q="kripik pisang")
    assert [row.get_text(" ", strip=True) for row in page.all("tbody td:nth-child(1)")] == [
        "kripik",
        "pisang",
    ]
    assert page.all("tbody td:nth-child(2)")[0].get_text(strip=True) == "keripik"
    assert "1 produk" in page.text and page.one("main ol a").get_text() == "Keripik pisang"
    assert "Tidak ada kata" in desk.visit("console.search_trial", q="???").text
    assert asked.counter()._tallies == {}


def test_what_the_search_knows_by_itself_can_be_looked_up(desk):
    every = desk.visit("console.searches_known")
    assert len(every.all("tbody tr")) == 100 and every.all("nav.pagination")
    page = desk.visit("console.searches_known", q="Kripik")
    assert [cell.get_text(strip=True) for cell in page.all("tbody tr:first-child td")][:2] == [
        "kripik",
        "keripik",
    ]
    assert "tidak dikenal" in desk.visit("console.searches_known", q="zzz").text


def test_a_stranger_sees_and_teaches_nothing(browser, desk):
    for who in (people.person(cast.SARI), people.appointed(cast.YAYAH)):
        stranger = browser.as_(who)
        for name in ("searches", "searches_seldom_opened", "search_trial", "synonyms"):
            assert stranger.client.get(stranger.address(f"console.{name}")).status_code == 403
        sent = {"phrases": "kado", "meaning": "hadiah"}
        assert stranger.send("console.synonym_meaning", sent).status == 403
        assert stranger.send("console.protected_words", {"word": "lapisan"}).status == 403
    assert present().synonyms == () and present().protected == frozenset()
