"""Words are read the same way when they are indexed and when they are asked for."""

import pytest

from marketplace.search import understanding
from marketplace.search.understanding import terms, understand
from marketplace.search.vocabulary import Empty


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kripik", "Keripik"),
        ("baso", "BAKSO"),
        ("cabe", "cabai"),
        ("250gr", "250 gram"),
        ("berjualan", "jualan"),
        ("makanan", "makan"),
        ("Jum'at", "jumat"),
        ("café", "cafe"),
        ("ﬁlter", "filter"),
        ("ba\u200btik", "batik"),
        ("\u202ebatik\u202c", "batik"),
    ],
)
def test_two_spellings_are_one_word(one: str, other: str) -> None:
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    "name", ["labuan", "menes", "larangan", "sepatan", "rangginang", "manisan"]
)
def test_names_of_places_and_goods_keep_their_form(name: str) -> None:
    assert terms(name) == [name]


def test_letters_digits_and_signs_come_apart() -> None:
    assert terms("kopi(250gr)/isi10\x00pcs") == [
        "kopi",
        "250",
        "gram",
        "isi",
        "10",
        "pcs",
        "250gram",
        "10buah",
    ]


def test_function_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert [word.term for word in understand("kopi dari lebak").words] == ["kopi", "lebak"]
    assert [word.term for word in understand("dari").words] == ["dari"]


def test_at_most_sixteen_different_words_are_asked_for() -> None:
    tree = understand("kopi kopi " + " ".join(f"kata{letter}" for letter in "abcdefghijklmnopqrst"))
    assert len(tree.words) == understanding.MOST_WORDS
    assert tree.left_out == 5
    assert all(len(word.alternatives) == 1 for word in tree.words)


class Known(Empty):
    def beginning_with(self, prefix: str, at_most: int) -> list[str]:
        return [f"{prefix}ut"]


def endings(text: str) -> list[str]:
    last = understand(text, Known()).words[-1]
    return [term for one in last.alternatives[1:] for term in one.terms]


def test_only_the_last_word_may_be_unfinished() -> None:
    assert endings("gula sem") == ["semut"]
    first, _ = understand("gula sem", Known()).words
    assert not any(one.terms == ("gulaut",) for one in first.alternatives)
    assert "10ut" not in endings("isi 10") and endings("a") == []


@pytest.mark.parametrize("text", ["", "   ", "!!! ???", "😀🎉", "\x00\u202e", "-- ; '\""])
def test_a_text_without_words_is_an_empty_tree(text: str) -> None:
    assert not understand(text)
