"""Why results stand where they stand, in numbers and names that a page can put into words."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hit:
    """An alternative of a word that a listing has: its terms, what they are worth, and where."""

    terms: tuple[str, ...]
    share: float
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordFound:
    """A word as it was typed, what of it a listing has, and what that is worth."""

    typed: str
    hits: tuple[Hit, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class Explained:
    """What one result is worth: `standing` is `score` × `merit` × `lift`.

    `alike` is what the score has beyond its words, for a title that looks like the query.
    `before` counts the results of its shop that are better; `turn` is the lot that is left to it.
    """

    words: tuple[WordFound, ...]
    alike: float
    score: float
    points: int
    merit: float
    before: int
    turn: float
    lift: float
    standing: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The results of one page by their ids; `by_standing` when that is what put them in order."""

    by_standing: bool
    margin: float
    listings: dict[int, Explained] = field(default_factory=dict)
