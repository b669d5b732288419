"""A query cut into what is asked for: words and amounts, each once, in the order typed."""

from dataclasses import dataclass

from marketplace.search.understanding.data import words
from marketplace.search.understanding.measures import amounts
from marketplace.search.understanding.stems import term
from marketplace.search.understanding.text import LONGEST_QUERY, letters_and_digits, normalised


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a listing should have: as typed, its term, and its digits if an amount."""

    typed: str
    term: str
    digits: str = ""
    is_amount: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters, so that it may be misspelt, joined or split."""
        return self.typed.isalpha()


def asked(text: str, protected: frozenset[str]) -> list[Asked]:
    """Cut a query up; words that ask for nothing are left out unless there is nothing else."""
    found = list(_cut(normalised(text, LONGEST_QUERY), protected))
    telling = [one for one in found if one.typed not in words().function_words] or found
    once: dict[str, Asked] = {}
    for one in telling:
        once.setdefault(one.term, one)
    return list(once.values())


def _cut(text: str, protected: frozenset[str]) -> list[Asked]:
    found: list[Asked] = []
    done = 0
    for amount in amounts(text):
        found += _words(text[done : amount.start], protected)
        typed = " ".join(text[amount.start : amount.end].split())
        found.append(Asked(typed, amount.term, amount.digits, is_amount=True))
        done = amount.end
    return found + _words(text[done:], protected)


def _words(text: str, protected: frozenset[str]) -> list[Asked]:
    return [Asked(piece, term(piece, protected)) for piece in letters_and_digits(text)]
