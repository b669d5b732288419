"""What officers of the demo world taught the search, and what was searched for before that."""

import random
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.clock import day_of
from marketplace.demo import cast
from marketplace.search.models import AskedQuery, SynonymGroup
from marketplace.search.places_in_words import regency_named
from marketplace.search.teaching.phrases import checked

TAUGHT = (
    ("oleh-oleh", "suvenir", "buah tangan", "cendera mata"),
    ("camilan", "cemilan", "kudapan", "makanan ringan"),
    ("kerudung", "jilbab", "hijab"),
    ("tas anyaman", "tas pandan"),
    ("golok", "bedog", "parang"),
)
# Words, how often in thirty days, how many results, after how many of them one was opened.
ASKED = (
    ("emping", 214, 26, 118), ("gula aren", 143, 17, 71), ("batik banten", 96, 14, 40),
    ("kopi", 88, 12, 37), ("keripik singkong", 61, 9, 30), ("sambal", 52, 8, 21),
    ("hampers lebaran", 48, 0, 0), ("tumbler", 33, 0, 0), ("abon ikan", 27, 3, 1),
    ("kue kering nastar", 24, 0, 0), ("madu baduy", 41, 6, 3), ("sepatu kulit", 19, 0, 0),
    ("emping menes", 58, 5, 31), ("gula aren lebak", 44, 7, 22), ("kopi pandeglang", 29, 4, 12),
    ("batik kota serang", 36, 6, 15), ("gerabah bumijaya ciruas", 17, 2, 8),
    ("kerupuk cilegon", 14, 3, 5), ("tas tangsel", 21, 4, 9), ("bandeng mauk", 23, 3, 11),
    ("dodol kota tangerang", 18, 2, 7),
)  # fmt: skip
DAYS = 30


def teach(session: Session, people: dict[str, int], at: datetime) -> int:
    """Write the groups down as their curator did; returns how many there are."""
    curator = people[cast.ARIF.key]
    for number, phrases in enumerate(TAUGHT):
        when = at - timedelta(days=20 - number)
        group = SynonymGroup(added_at=when, changed_at=when, changed_by_id=curator)
        group.say(checked(list(phrases)), by_id=curator, at=when)
        session.add(group)
    session.flush()
    return len(TAUGHT)


def ask(session: Session, at: datetime) -> int:
    """Write down what was searched for in the last thirty days; returns how many texts."""
    dice = random.Random("pencarian")
    rows = [
        row
        for text, asked, results, clicks in ASKED
        for row in _days(dice, text, asked, results, clicks, at)
    ]
    session.execute(sa.insert(AskedQuery), rows)
    return len(ASKED)


def _days(
    dice: random.Random, text: str, asked: int, results: int, clicks: int, at: datetime
) -> list[dict[str, object]]:
    """The counts of a text, spread over days."""
    days: dict[int, list[int]] = {}
    for number in range(asked):
        counts = days.setdefault(dice.randrange(DAYS), [0, 0, 0, 0])
        counts[0] += 1
        if number < clicks:
            rank = 1 + int(dice.expovariate(0.3))
            counts[1:] = [counts[1] + 1, counts[2] + rank, min(rank, counts[3] or rank)]
    return [
        {
            "day": day_of(at - timedelta(days=ago)),
            "text": text,
            "regency_code": regency_named(text),
            "asked": here,
            "without_results": 0 if results else here,
            "relaxed": 0,
            "corrected": 0,
            "results": results,
            "clicks": opened,
            "ranked": opened,
            "rank_sum": ranks,
            "best_rank": best or None,
        }
        for ago, (here, opened, ranks, best) in sorted(days.items())
    ]
