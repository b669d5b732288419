"""What others would take: SQL LIKE, SQLite FTS5, Whoosh as it comes, character n-grams."""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from tests.bench.relevance.questions import words

GRAMS = (3, 4)


class Ranked(Protocol):
    """Anything that gives rows for a text, the best first, equal ones by their number."""

    def rows(self, text: str, most: int) -> list[int]:
        """Rows of titles."""


class Like:
    """All the words somewhere in the title, in the order of the table."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute("CREATE TABLE titles (row INTEGER PRIMARY KEY, title TEXT)")
        self._base.executemany("INSERT INTO titles VALUES (?, ?)", enumerate(titles))

    def rows(self, text: str, most: int) -> list[int]:
        """Rows of titles."""
        asked = text.split()
        where = " AND ".join(["title LIKE ? ESCAPE '\\'"] * len(asked))
        plain = [re.sub(r"([%_\\])", r"\\\1", word) for word in asked]
        holding = [f"%{word}%" for word in plain]
        found = self._base.execute(
            f"SELECT row FROM titles WHERE {where} ORDER BY row LIMIT ?",
            (*holding, most),
        )
        return [row for (row,) in found]


class FullText:
    """SQLite FTS5: bm25 over any of the words."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute("CREATE VIRTUAL TABLE titles USING fts5(title)")
        rows = enumerate(titles)
        self._base.executemany("INSERT INTO titles (rowid, title) VALUES (?, ?)", rows)

    def rows(self, text: str, most: int) -> list[int]:
        """Rows of titles."""
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(words(text)))
        found = self._base.execute(
            "SELECT rowid FROM titles WHERE titles MATCH ? ORDER BY bm25(titles), rowid LIMIT ?",
            (asked, most),
        )
        return [row for (row,) in found] if asked else []


class Whoosh:
    """Whoosh with its own analysis, parser and scoring; any of the words."""

    def __init__(self, titles: Sequence[str], folder: Path) -> None:
        from whoosh import fields, index, qparser, scoring

        schema = fields.Schema(row=fields.STORED(), title=fields.TEXT())
        folder.mkdir(parents=True)
        made = index.create_in(str(folder), schema)
        writer = made.writer(limitmb=256)
        for row, title in enumerate(titles):
            writer.add_document(row=row, title=title)
        writer.commit(optimize=True)
        self._searcher: Any = made.searcher(weighting=scoring.BM25F())
        self._parser: Any = qparser.QueryParser("title", schema, plugins=[], group=qparser.OrGroup)

    def rows(self, text: str, most: int) -> list[int]:
        """Rows of titles."""
        asked = self._parser.parse(" ".join(words(text)))
        return [hit["row"] for hit in self._searcher.search(asked, limit=most)]


class Grams:
    """TF-IDF over the runs of characters of each word, cosine."""

    def __init__(self, titles: Sequence[str]) -> None:
        counted = [Counter(grams(title)) for title in titles]
        self._size = len(titles)
        having = Counter(gram for one in counted for gram in one)
        self._idf = {
            gram: float(np.log((1 + self._size) / (1 + many)) + 1) for gram, many in having.items()
        }
        found: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for row, one in enumerate(counted):
            weights = {gram: count * self._idf[gram] for gram, count in one.items()}
            norm = sum(weight * weight for weight in weights.values()) ** 0.5
            for gram, weight in weights.items():
                rows, worth = found[gram]
                rows.append(row)
                worth.append(weight / norm)
        self._found = {
            gram: (np.array(rows, np.int32), np.array(worth, np.float32))
            for gram, (rows, worth) in found.items()
        }

    def rows(self, text: str, most: int) -> list[int]:
        """Rows of titles."""
        asked = {g: c for g, c in Counter(grams(text)).items() if g in self._found}
        if not asked:
            return []
        rows = np.concatenate([self._found[gram][0] for gram in asked])
        worth = np.concatenate([self._found[g][1] * (c * self._idf[g]) for g, c in asked.items()])
        score = np.bincount(rows, worth, minlength=self._size)
        best = np.lexsort((np.arange(self._size), -score.round(6)))
        return [row for row in islice(best.tolist(), most) if score[row] > 0]


def grams(text: str) -> list[str]:
    """Runs of characters inside each word, its edges as blanks."""
    edged = [f" {word} " for word in words(text)]
    return [w[at : at + n] for w in edged for n in GRAMS for at in range(max(1, len(w) - n + 1))]


def all_of(titles: Sequence[str], folder: Path) -> dict[str, Ranked]:
    """Every baseline, by its name."""
    return {
        "sql-like": Like(titles),
        "sqlite-fts5": FullText(titles),
        "whoosh-or": Whoosh(titles, folder),
        "char-tfidf": Grams(titles),
    }
