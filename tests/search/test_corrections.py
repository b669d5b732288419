"""A slip is forgiven and told, by words that the market has; or taken as it is, if so wished."""

from collections.abc import Sequence

import pytest

from marketplace.search.teaching.lexicon import Lexicon
from marketplace.search.tree import Tree
from marketplace.search.understanding import understand
from marketplace.search.vocabulary import Empty

COMMON = {
    "bandeng": 60, "banten": 90, "batik": 80, "emping": 70, "melinjo": 40, "gula": 50, "aren": 45,
    "keripik": 30, "kerajinan": 9, "bambu": 20, "minum": 12, "kopi": 33, "bubuk": 8, "tas": 25,
    "rotan": 5, "semut": 7, "oleh": 11, "suvenir": 3, "pisang": 14, "bendeng": 1, "tangan": 2,
    "buah": 9,
}  # fmt: skip


class Known(Empty):
    documents = 200
    _words = sorted(COMMON)

    def frequency(self, term: str) -> int:
        return COMMON.get(term, 0)

    def words(self) -> Sequence[str]:
        return self._words

    def beginning_with(self, prefix: str, at_most: int) -> list[str]:
        return [word for word in self._words if word.startswith(prefix)][:at_most]


KNOWN = Known()


def others(tree: Tree, place: int = 0) -> dict[tuple[str, ...], float]:
    return {one.terms: one.share for one in tree.words[place].alternatives[1:]}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bandeg", "bandeng"),
        ("batk banten", "batik"),
        ("kerpik pisang", "keripik"),
        ("krajinan bambu", "kerajinan"),
        ("minumna", "minuman"),
        ("gulaaren", "gula aren"),
        ("tasrotan", "tas rotan"),
        ("bnadeng", "bandeng"),
    ],
)
def test_a_slip_is_taken_for_the_nearest_word_that_people_write(typed: str, meant: str) -> None:
    assert understand(typed, KNOWN).corrections == ((typed.split()[0], meant),)


@pytest.mark.parametrize(
    "text", ["bandeng", "emping mlinjo", "kripik", "gula sem", "xyzxyzxyz", "kpi"]
)
def test_nothing_is_said_of_words_that_are_known_or_go_on_or_lead_nowhere(text: str) -> None:
    assert understand(text, KNOWN).corrections == ()


def test_each_slip_takes_a_tenth_away() -> None:
    assert others(understand("bandeg", KNOWN)) == {("bandeng",): 0.9}
    assert others(understand("kerajinna", KNOWN))[("kerajinan",)] == 0.9
    assert others(understand("kerajjinna", KNOWN))[("kerajinan",)] == pytest.approx(0.81)


def test_a_rare_word_beside_a_common_one_may_be_a_slip_that_others_made_too() -> None:
    tree = understand("bendeng", KNOWN)
    assert tree.corrections == ()
    assert others(tree) == {("bandeng",): 0.45}
    assert others(understand("batik", KNOWN)) == {}


def test_words_written_as_one_and_one_as_two_find_each_other() -> None:
    joined = {**COMMON, "gulaaren": 2, "tasrotan": 1}
    vocabulary = Known()
    vocabulary.frequency = lambda term: joined.get(term, 0)  # type: ignore[method-assign]
    tree = understand("gula aren", vocabulary)
    assert others(tree)["gulaaren",] == 0.7
    for place in (0, 1):
        assert others(understand("tas rotan", vocabulary), place)["tasrotan",] == 0.7
    assert ("gula", "aren") in others(understand("gulaaren", vocabulary))


def test_who_wants_it_as_typed_gets_it_so() -> None:
    tree = understand("bandeg gulaaren", KNOWN, literal=True)
    assert tree.corrections == ()
    assert [len(word.alternatives) for word in tree] == [1, 1]


def test_phrases_that_mean_the_same_stand_for_each_other_both_ways() -> None:
    for typed in ("oleh-oleh", "buah tangan", "souvenir"):
        (word,) = understand(typed, KNOWN).words
        every = {one.terms for one in word.alternatives}
        assert {("oleh",), ("buah", "tangan"), ("suvenir",)} <= every


def test_what_officers_teach_holds_beside_what_is_known() -> None:
    lexicon = Lexicon(1, (("kopi bubuk", "kopi giling", "serbuk"),))
    (word,) = understand("serbuk", KNOWN, lexicon).words
    assert {one.terms: one.share for one in word.alternatives} == {
        ("serbuk",): 1.0,
        ("kopi", "bubuk"): 0.8,
        ("kopi", "giling"): 0.8,
    }
    (phrase,) = understand("kopi bubuk", KNOWN, lexicon).words
    assert phrase.typed == "kopi bubuk" and ("serbuk",) in {a.terms for a in phrase.alternatives}
    assert len(understand("kopi bubuk", KNOWN).words) == 2
