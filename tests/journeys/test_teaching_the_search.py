"""A buyer searches in vain; the officer sees it and teaches what the word means."""

import time

from marketplace.demo import cast
from marketplace.search import services
from marketplace.search.measures import asked
from marketplace.search.teaching.lexicon import present
from tests.builders import goods, people
from tests.journeys.test_story import signs_in

EMAIL = "arif@contoh.test"
LONGEST = 15  # seconds


def until(true, what):
    """Wait until something is so."""
    end = time.monotonic() + LONGEST
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def written(site, text):
    """The counts of a text, once the worker has written down what the web process held."""
    from marketplace.search.models import AskedQuery

    def one():
        with site.app.app_context():
            found = AskedQuery.query.filter_by(text=text).one_or_none()
            return found and (found.asked, found.results, found.clicks, found.best_rank)

    with site.app.app_context():
        asked.counter().hand_over()
    until(one, f"{text} was not written down")
    return one()


def test_what_a_buyer_seeks_in_vain_is_taught_and_what_she_opens_is_counted(site, person):
    with site.app.app_context():
        goods.open_street()
        services.rebuild()
        people.officer(cast.ARIF.name, EMAIL, duties=["curate"])
        asked.counter()._after = 3600  # handed over when the test says so
    sari = person("Sari")
    sari.goes_to("/cari?q=ceriping").goes_to("/cari?q=emping")
    sari.page.locator(".results__list .listing-card__link").nth(1).click()
    sari.page.wait_for_url("**/produk/**")
    # Without script nobody tells what was opened; the search itself is counted.
    told = (1, 2, 1, 2) if sari.script else (1, 2, 0, None)
    if sari.script:
        until(lambda: any(t.clicks for t in held(site)), "the opened result was not told")
    assert written(site, "emping") == told
    assert written(site, "ceriping")[:2] == (1, 0)

    arif = person("Arif", width=1280)
    signs_in(arif, EMAIL, site)
    arif.goes_to("/dinas/").presses("Pencarian tanpa hasil").sees("ceriping")
    arif.presses("Samakan artinya").writes("Sama artinya dengan", "keripik")
    arif.presses("Lihat hasilnya dulu").sees("“ceriping”", "0 produk", "1 produk")
    arif.presses("Simpan").sees("Tersimpan", "Sudah disamakan")
    arif.goes_to("/dinas/pencarian/sama-artinya").sees("ceriping, keripik")
    with site.app.app_context():
        assert present().synonyms == (("ceriping", "keripik"),)


def held(site):
    """What the web process has counted and not handed over."""
    with site.app.app_context():
        return list(asked.counter()._tallies.values())
