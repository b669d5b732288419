"""Questions with known answers, made of titles of which several name the same product."""

import csv
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PRODUCTS = 500
SHORT_WORDS = 3
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SETS = ("title", "short", "typo")

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Question:
    """A text, the rows that answer it, and rows that are set aside because they are the text."""

    text: str
    answers: frozenset[int]
    aside: frozenset[int] = frozenset()


def read(path: Path) -> tuple[list[str], list[str]]:
    """Titles and what each of them names; columns `title,product`."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["title"] for row in rows], [row["product"] for row in rows]


def words(text: str) -> list[str]:
    """Split as any engine would that knows nothing of the language."""
    return _WORD.findall(text.lower())


class Questions:
    """The three sets of one seed."""

    def __init__(self, titles: Sequence[str], products: Sequence[str], seed: int) -> None:
        self._titles = titles
        self._rows: dict[str, list[int]] = defaultdict(list)
        self._equal: dict[str, set[int]] = defaultdict(set)
        for row, (title, product) in enumerate(zip(titles, products, strict=True)):
            self._rows[product].append(row)
            self._equal[title].add(row)
        self._having = Counter(word for title in titles for word in set(words(title)))
        self.sets: dict[str, list[Question]] = {name: [] for name in SETS}
        self._ask(random.Random(seed))

    def _ask(self, dice: random.Random) -> None:
        several = [p for p, rows in self._rows.items() if len({self._titles[r] for r in rows}) > 1]
        for product in dice.sample(several, min(PRODUCTS, len(several))):
            rows = self._rows[product]
            asking = dice.choice(rows)
            aside = self._equal[self._titles[asking]]
            answers = frozenset(rows) - aside
            self.sets["title"].append(Question(self._titles[asking], answers, frozenset(aside)))
            short = self._shortened(self._titles[asking])
            if len(short) < 2:
                continue
            self.sets["short"].append(Question(" ".join(short), frozenset(rows)))
            slipped = slip(short, dice)
            if slipped:
                self.sets["typo"].append(Question(" ".join(slipped), frozenset(rows)))

    def _shortened(self, title: str) -> list[str]:
        """The rarest words of a title that others have too, in the title's order."""
        telling = [
            word
            for word in dict.fromkeys(words(title))
            if len(word) >= 3 and self._having[word] >= 2 and not any(map(str.isdigit, word))
        ]
        rarest = set(sorted(telling, key=lambda word: self._having[word])[:SHORT_WORDS])
        return [word for word in telling if word in rarest]


def slip(typed: list[str], dice: random.Random) -> list[str]:
    """Make one slip inside one word of five letters or more; nothing when there is none."""
    long = [at for at, word in enumerate(typed) if len(word) >= 5]
    if not long:
        return []
    at = dice.choice(long)
    slipped = typed[at]
    while slipped == typed[at]:
        slipped = _edited(typed[at], dice)
    return [*typed[:at], slipped, *typed[at + 1 :]]


def _edited(word: str, dice: random.Random) -> str:
    place = dice.randrange(1, len(word) - 1)
    match dice.choice(("delete", "insert", "substitute", "transpose")):
        case "delete":
            return word[:place] + word[place + 1 :]
        case "insert":
            return word[:place] + dice.choice(LETTERS) + word[place:]
        case "substitute":
            return word[:place] + dice.choice(LETTERS) + word[place + 1 :]
        case _:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
