"""The desk adds, changes and removes groups of words, guards others, and hears of conflicts."""

import pytest

from marketplace.demo import cast
from marketplace.search import services
from marketplace.search.teaching import taught
from marketplace.search.teaching.lexicon import present
from tests.builders import people


@pytest.fixture
def arif(app):
    return people.appointed(cast.ARIF)


@pytest.fixture
def desk(browser, arif):
    return browser.as_(arif)


def test_a_group_is_added_changed_and_removed(desk, arif):
    made = desk.send("console.synonym_group_new", {"phrases": "Oleh-oleh\r\n\r\nsuvenir \r\n"})
    assert made.location == "/dinas/pencarian/sama-artinya"
    page = desk.visit("console.synonyms")
    assert "oleh-oleh, suvenir" in page.text and arif.name in page.one("tbody").get_text()
    address = page.one("tbody a")["href"]
    fields = desk.visit(address).fields("main form.form")
    assert fields["phrases"].strip().split("\n") == ["oleh-oleh", "suvenir"]
    desk.send(address, {**fields, "phrases": "suvenir\nbuah tangan"})
    assert present().synonyms == (("suvenir", "buah tangan"),)
    removal = desk.visit("console.synonyms").one("form.post-button[action$=penghapusan]")
    version = removal.select_one("[name=version]")["value"]
    desk.send(str(removal["action"]), {"version": version})
    assert present().synonyms == ()
    assert "Belum ada kelompok" in desk.visit("console.synonyms").text


def test_of_two_officers_the_later_is_told_and_keeps_what_she_typed(desk, arif):
    group = services.add_synonyms(["kado", "hadiah"], by=arif)
    fields = desk.visit("console.synonym_group", group_id=group.id).fields("main form.form")
    services.change_synonyms(group, ["kado", "bingkisan"], version=1, by=arif)
    page = desk.send("console.synonym_group", {**fields, "phrases": "kado\nparsel"}, group_id=1)
    assert page.status == 422 and "berubah sejak Anda membukanya" in page.text
    assert "kado, bingkisan" in page.one(".notice").get_text()
    again = page.fields("main form.form")
    assert again["phrases"].split() == ["kado", "parsel"] and again["version"] == "2"
    assert present().synonyms == (("kado", "bingkisan"),)
    assert desk.send("console.synonym_group", again, group_id=group.id).status == 302
    assert present().synonyms == (("kado", "parsel"),)


def test_a_removal_of_what_has_changed_is_refused_with_words(desk, arif):
    group = services.add_synonyms(["kado", "hadiah"], by=arif)
    services.change_synonyms(group, ["kado", "bingkisan"], version=1, by=arif)
    page = desk.send("console.synonym_group_removal", {"version": "1"}, group_id=group.id)
    assert page.status == 409 and "berubah sejak" in page.text
    assert present().synonyms == (("kado", "bingkisan"),)


@pytest.mark.parametrize(
    ("phrases", "said"),
    [
        ("", "Tulis frasanya"),
        ("kado", "sedikitnya dua"),
        ("untuk\nyang", "kata sambung"),
        ("\n".join(f"kata{n}" for n in range(13)), "paling banyak 12"),
        ("x\n" * 600, "Paling banyak 1000 huruf"),
        ("kado\nhadiah", "sudah ada di kelompok lain: kado, bingkisan"),
    ],
)
def test_a_group_that_makes_no_sense_is_refused_and_keeps_what_was_typed(desk, arif, phrases, said):
    services.add_synonyms(["kado", "bingkisan"], by=arif)
    page = desk.send("console.synonym_group_new", {"phrases": phrases})
    assert page.status == 422 and said in page.text
    assert page.one("textarea").get_text().split() == phrases.split()
    assert len(present().synonyms) == 1


@pytest.mark.parametrize("version", ["", "satu", "-1", "9" * 30])
def test_a_forged_version_changes_nothing(desk, arif, version):
    group = services.add_synonyms(["kado", "hadiah"], by=arif)
    sent = {"version": version, "phrases": "kado\nparsel"}
    assert desk.send("console.synonym_group", sent, group_id=group.id).status == 422
    removed = desk.send("console.synonym_group_removal", {"version": version}, group_id=group.id)
    assert removed.status == 409
    assert present().synonyms == (("kado", "hadiah"),)


def test_what_is_gone_or_never_was_is_not_found(desk):
    for name in ("synonym_group", "synonym_group_removal"):
        assert desk.send(f"console.{name}", {}, group_id=99).status == 404
    assert desk.send("console.protected_word_release", {}, word_id=99).status == 404


def test_groups_are_found_by_a_word_and_have_pages(desk, arif, statements):
    for number in range(30):
        services.add_synonyms([f"barang {number}", f"benda {number}"], by=arif)
    assert len(desk.visit("console.synonyms").all("tbody tr")) == 25
    with statements() as seen:
        desk.visit("console.synonyms", halaman=2)
    assert len(seen) <= 8
    page = desk.visit("console.synonyms", q="Benda 17")
    assert len(page.all("tbody tr")) == 1 and "barang 17" in page.text
    assert "kata bawaan" in desk.visit("console.synonyms", q="keripik").text
    assert "Tidak ada kelompok" in desk.visit("console.synonyms", q="%").text


def test_a_word_is_guarded_and_released(desk, arif):
    desk.send("console.protected_words", {"word": "Lapisan"})
    page = desk.visit("console.protected_words")
    assert "lapisan" in page.one("tbody").get_text() and arif.name in page.text
    twice = desk.send("console.protected_words", {"word": "lapisan"})
    assert twice.status == 422 and "sudah dijaga" in twice.text
    desk.send(str(page.one("form.post-button[action$=penghapusan]")["action"]), {})
    assert present().protected == frozenset()
    assert taught.protected() == ([], 0)
