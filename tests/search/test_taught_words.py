"""Officers teach the search: groups of phrases that mean the same, and words left as they are."""

import pytest

from marketplace.accounts import services as accounts
from marketplace.clock import now
from marketplace.database import db
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import Event
from marketplace.search import services
from marketplace.search.models import ProtectedWord, SynonymGroup, SynonymPhrase
from marketplace.search.teaching.lexicon import Lexicon, present
from tests.at_once import at_once
from tests.builders import people

GIFTS = ["Oleh-oleh", "suvenir", "buah  tangan"]


@pytest.fixture
def curator(app):
    return people.officer("Rika Amelia", "rika@dinas.test", duties=["curate"])


def trail():
    return [(one.name, one.actor_id, one.details) for one in db.session.query(Event).all()]


def words_of(refused):
    return str(refused.value)


def test_a_group_is_taught_changed_and_forgotten_with_a_trail(curator):
    group = services.add_synonyms(GIFTS, by=curator)
    assert group.texts == ("oleh-oleh", "suvenir", "buah tangan") and group.version == 1
    services.change_synonyms(group, ["cendera mata", "Suvenir"], version=1, by=curator)
    assert group.texts == ("cendera mata", "suvenir") and group.version == 2
    services.remove_synonyms(group, version=2, by=curator)
    assert db.session.query(SynonymPhrase).count() == 0
    told = [one for one in trail() if one[0].startswith("synonyms.")]
    assert [one[0] for one in told] == ["synonyms.added", "synonyms.changed", "synonyms.removed"]
    assert {one[1] for one in told} == {curator.id}
    assert told[1][2] == {
        "before": ["oleh-oleh", "suvenir", "buah tangan"],
        "phrases": ["cendera mata", "suvenir"],
    }


def test_a_word_is_guarded_and_released_with_a_trail(curator):
    word = services.protect_word(" AsinanKuy ", by=curator)
    assert word.word == "asinankuy" and present().protected == {"asinankuy"}
    services.release_word(word, by=curator)
    assert db.session.query(ProtectedWord).count() == 0 and present().protected == frozenset()
    assert [one[0] for one in trail() if one[0].startswith("word.")] == [
        "word.protected",
        "word.released",
    ]


@pytest.mark.parametrize(
    ("phrases", "said"),
    [
        ([], "sedikitnya dua"),
        (["suvenir"], "sedikitnya dua"),
        (["suvenir", "   "], "sedikitnya dua"),
        (["oleh-oleh", "OLEH oleh"], "dua kali"),
        (["untuk yang", "bagi"], "kata sambung"),
        (["satu dua tiga empat lima", "enam"], "paling banyak 4 kata"),
        (["x" * 61, "enam"], "paling banyak 60 huruf"),
        (["<b>kue</b>", "roti"], "huruf, angka"),
        (["title:[a TO z]", "roti"], "huruf, angka"),
        (["🎁", "kado"], "huruf, angka"),
        (["08123456789", "kado"], "terlalu umum"),
        (["a", "b"], "terlalu umum"),
        ([f"kata {n}" for n in range(13)], "paling banyak 12"),
        (["\x00\u202e", "kado"], "sedikitnya dua"),
    ],
)
def test_what_makes_no_group_is_refused_with_words(curator, phrases, said):
    with pytest.raises(RuleBroken) as refused:
        services.add_synonyms(phrases, by=curator)
    assert said in words_of(refused)
    assert db.session.query(SynonymGroup).count() == 0 and present() == Lexicon()


@pytest.mark.parametrize("word", ["", "dua kata", "ab", "x" * 41, "untuk", "250", "kue!", "menes"])
def test_what_is_no_word_to_guard_is_refused_with_words(curator, word):
    with pytest.raises(RuleBroken):
        services.protect_word(word, by=curator)
    assert db.session.query(ProtectedWord).count() == 0


def test_a_phrase_belongs_to_one_group_and_the_refusal_names_it(curator):
    services.add_synonyms(GIFTS, by=curator)
    other = services.add_synonyms(["keripik", "ceriping"], by=curator)
    for refused_call in (
        lambda: services.add_synonyms(["oleh oleh", "kado"], by=curator),
        lambda: services.change_synonyms(other, ["keripik", "suvenir"], version=1, by=curator),
    ):
        with pytest.raises(RuleBroken) as refused:
            refused_call()
        assert "oleh-oleh, suvenir, buah tangan" in words_of(refused)
    assert other.texts == ("keripik", "ceriping")


def test_a_word_is_guarded_once(curator):
    services.protect_word("kelapaan", by=curator)
    with pytest.raises(RuleBroken, match="sudah dijaga"):
        services.protect_word("Kelapaan", by=curator)


def test_of_two_officers_who_change_a_group_at_once_one_is_told(app, curator):
    group = services.add_synonyms(GIFTS, by=curator)
    other = people.officer("Dewi Anggraini", "dewi@dinas.test", duties=["curate"])
    group_id = group.id

    def change(officer, *phrases):
        one = db.session.get_one(SynonymGroup, group_id)
        return services.change_synonyms(one, list(phrases), version=1, by=officer).texts

    results = at_once(
        app,
        lambda: change(curator, "kado", "hadiah"),
        lambda: change(other, "suvenir", "cinderamata"),
    )
    refused = [one for one in results if isinstance(one, RuleBroken)]
    assert len(refused) == 1 and "berubah sejak Anda membukanya" in str(refused[0])
    kept = next(one for one in results if one not in refused)
    db.session.rollback()
    assert db.session.get_one(SynonymGroup, group_id).texts == kept == present().synonyms[0]


def test_of_officers_who_write_the_same_phrases_at_once_one_is_kept(app, curator):
    results = at_once(
        app,
        lambda: services.add_synonyms(["kado", "hadiah"], by=curator).version,
        lambda: services.add_synonyms(["hadiah", "kado"], by=curator).version,
        lambda: services.add_synonyms(["bingkisan", "hadiah"], by=curator).version,
    )
    assert sorted(str(type(one).__name__) for one in results).count("RuleBroken") == 2
    assert db.session.query(SynonymGroup).count() == 1


def test_of_officers_who_guard_the_same_word_at_once_one_does(app, curator):
    results = at_once(app, *[lambda: services.protect_word("lapisan", by=curator).word] * 3)
    assert sorted(map(str, results)).count("lapisan") == 1
    assert sum(isinstance(one, RuleBroken) for one in results) == 2
    assert present().protected == {"lapisan"}


def test_of_officers_who_join_a_meaning_at_once_none_is_lost(app, curator):
    services.add_synonyms(["oleh-oleh", "suvenir"], by=curator)
    phrases = ["kado", "hadiah", "bingkisan"]
    at_once(
        app,
        *[lambda one=one: services.join_synonyms(one, "suvenir", by=curator).id for one in phrases],
    )
    assert set(present().synonyms[0]) == {"oleh-oleh", "suvenir", *phrases}


def test_a_stranger_teaches_nothing(app, curator):
    group = services.add_synonyms(GIFTS, by=curator)
    word = services.protect_word("kelapaan", by=curator)
    clerk = people.officer("Dewi Anggraini", "dewi@dinas.test", duties=["verify", "support"])
    for stranger in (people.person(cast.SARI), clerk):
        for attempt in (
            lambda by: services.add_synonyms(["kado", "hadiah"], by=by),
            lambda by: services.change_synonyms(group, ["kado", "hadiah"], version=1, by=by),
            lambda by: services.remove_synonyms(group, version=1, by=by),
            lambda by: services.protect_word("asalan", by=by),
            lambda by: services.release_word(word, by=by),
        ):
            with pytest.raises(NotFound):
                attempt(stranger)
    accounts.end_appointment(curator.appointment, by=None, at=now())
    with pytest.raises(NotFound):
        services.add_synonyms(["kado", "hadiah"], by=curator)
    assert present().synonyms == (group.texts,) and present().protected == {"kelapaan"}
