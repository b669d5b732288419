"""The embedded engine over as many listings as one likes, beside Whoosh's own matcher."""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from marketplace.search.engine_whoosh import WhooshEngine
from marketplace.search.interface import Query
from marketplace.search.ranking.scoring import FIELDS
from marketplace.search.understanding import LONGEST_QUERY, terms
from tests.bench.search.listings import DAY, Shelf

GROUPS = ("kind", "regency", "district", "cooperative")
RUNS = 5
# On a machine that others use too only the processor's time can be compared: CLOCK=cpu.
CLOCK = time.process_time if os.environ.get("CLOCK") == "cpu" else time.perf_counter
MOST_FOR_WHOOSH = 50_000  # with more its own matcher would take most of an hour
# What a web process holds: the modules that it has anyway are counted before.
HOLDING = """
import json, sys
from pathlib import Path
from marketplace.search.engine_whoosh import WhooshEngine
from marketplace.search.interface import Query
from tests.bench.search.listings import DAY
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
before = held()
engine = WhooshEngine(Path(sys.argv[1]))
engine.search(Query("emping"), on=DAY)
opened = held()
for text in json.load(sys.stdin):
    engine.search(Query(text), on=DAY)
print(json.dumps([round(opened - before), round(held() - before), round(held())]))
"""


def timed(call: Callable[[], object]) -> float:
    """How long a call takes, in milliseconds of `CLOCK`."""
    begun = CLOCK()
    call()
    return (CLOCK() - begun) * 1000


def spread(times: list[float]) -> dict[str, float]:
    """p50, p95 and the longest of some times."""
    p50, p95 = np.percentile(times, (50, 95))
    return {"p50": round(p50, 2), "p95": round(p95, 2), "max": round(max(times), 2)}


@contextmanager
def index(count: int) -> Iterator[Path]:
    """A folder that is removed afterwards; `KEEP` names one that stays and is used again."""
    kept = os.environ.get("KEEP")
    if kept:
        yield Path(kept) / f"embedded-{count}"
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


class Measured:
    """An engine over a shelf, and what one wants to know of it."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        self.folder = folder
        self.shelf = shelf
        self.engine = WhooshEngine(folder)

    def say(self, **figures: object) -> None:
        """One line of figures."""
        line = {"engine": "embedded", "listings": self.shelf.count, **figures}
        print(json.dumps(line), flush=True)

    def build(self) -> None:
        """Build it in a process of its own, where it is not there already."""
        health = self.engine.health()
        if health.usable and not health.stale and health.documents == self.shelf.count:
            return
        begun = time.perf_counter()
        child = os.fork()
        if not child:
            self.engine.rebuild(self.shelf)
            os._exit(0)
        _, failed, used = os.wait4(child, 0)
        if failed:
            sys.exit("the build failed")
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.say(
            what="build",
            seconds=round(time.perf_counter() - begun, 1),
            of_a_processor=round(used.ru_utime + used.ru_stime, 1),
            peak_MB=used.ru_maxrss // 1024,
            of_which_the_bench_MB=own // 1024,
        )

    def room(self, texts: list[str]) -> None:
        """What lies on the disk, and what a process that answers holds in memory."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        kinds = {path.suffix for path in files} - {""}
        size = {kind: sum(f.stat().st_size for f in files if f.suffix == kind) for kind in kinds}
        parts = {kind: round(held / 1e6, 1) for kind, held in size.items() if held > 10**5}
        self.say(what="disk", MB=round(sum(size.values()) / 1e6, 1), parts=parts)
        asked = [sys.executable, "-c", HOLDING, str(self.folder)]
        told = subprocess.run(
            asked, input=json.dumps(texts), capture_output=True, text=True, check=True
        )
        opened, answered, whole = json.loads(told.stdout)
        self.say(what="memory", opened_MB=opened, after_queries_MB=answered, process_MB=whole)

    def swaps(self, text: str) -> None:
        """The first query after a rebuild, as any process feels it, and after one change."""

        def anew() -> object:
            return WhooshEngine(self.folder).search(Query(text), on=DAY)

        fresh = [timed(anew) for _ in range(RUNS)]
        other, seen, changed = WhooshEngine(self.folder), [], []
        other.search(Query(text), on=DAY)
        for number in range(20):
            word = f"zx{chr(97 + number)}qv"
            document = replace(self.shelf.listing(number * 37), title=f"Perubahan ke {word}")
            found = Query(word)
            changed.append(timed(lambda document=document: self.engine.replace([document])))
            seen.append(timed(lambda found=found: other.search(found, on=DAY)))
            assert other.search(found, on=DAY).ids == (document.listing_id,)
        self.say(what="first query after a rebuild", **spread(fresh))
        self.say(what="first query after a change", **spread(seen))
        self.say(
            what="update to visible", **spread([a + b for a, b in zip(changed, seen, strict=True)])
        )
        self.engine.replace([self.shelf.listing(number * 37) for number in range(20)])

    def answers(self, texts: list[str]) -> None:
        """Each query with every group of choices counted: first asked, then medians of five."""
        engine = WhooshEngine(self.folder)
        engine.search(Query(), on=DAY)
        each = [
            [timed(lambda text=text: engine.search(Query(text), on=DAY)) for text in texts]
            for _ in range(1 + RUNS)
        ]
        self.say(what="queries, never asked", n=len(texts), **spread(each[0]))
        medians: list[float] = np.median(each[1:], axis=0).tolist()
        self.say(what="queries, asked before", n=len(texts), **spread(medians))
        if self.shelf.count > MOST_FOR_WHOOSH:
            return
        own = Own(self.folder)
        plain = [timed(lambda text=text: own.search(text, ())) for text in texts]
        counted = [timed(lambda text=text: own.search(text, GROUPS)) for text in texts]
        self.say(what="Whoosh's own matcher, no counts", n=len(texts), **spread(plain))
        self.say(what="Whoosh's own matcher, four groups", n=len(texts), **spread(counted))
        slow, fast = spread(counted)["p95"], spread(each[0])["p95"]
        self.say(what="faster at p95 than it, never asked before", times=round(slow / fast))
        fast = spread(medians)["p95"]
        self.say(what="faster at p95 than it, asked before", times=round(slow / fast))

    def worst(self, texts: list[str]) -> None:
        """What nobody types but anybody can: each the slowest of five, never asked before."""
        dice = random.Random(7)
        common = [text for text in texts if " " not in text][:64]
        letters = "abcdefghijklmnopqrstuvwxyz"
        asked = {
            "sixteen common words": [" ".join(dice.sample(common, 16)) for _ in range(RUNS)],
            "sixteen unknown words": [
                " ".join("".join(dice.choices(letters, k=9)) for _ in range(16))
                for _ in range(RUNS)
            ],
            "sixteen slips": [
                " ".join(f"{word[:2]}{dice.choice(letters)}{word[2:]}" for word in some)
                for some in (dice.sample(common, 16) for _ in range(RUNS))
            ],
            "the longest text": [
                "".join(dice.choices(letters + " ", k=LONGEST_QUERY * 4)) for _ in range(RUNS)
            ],
            "everything": [""] * RUNS,
        }
        for name, ones in asked.items():
            self.say(what=f"worst: {name}", max=round(max(self._never_asked(ones)), 2))

    def _never_asked(self, texts: list[str]) -> list[float]:
        engine = WhooshEngine(self.folder)
        engine.search(Query("emping"), on=DAY)
        return [timed(lambda text=text: engine.search(Query(text), on=DAY)) for text in texts]

    def beginnings(self, texts: list[str]) -> None:
        """What is suggested after each letter of the last word, from the second on."""
        engine = WhooshEngine(self.folder)
        typed = [text[:end] for text in texts for end in range(text.rfind(" ") + 3, len(text) + 1)]
        times = [timed(lambda t=t: engine.complete(t, at_most=300, on=DAY)) for t in typed]
        self.say(what="suggestions", n=len(typed), slowest=typed[int(np.argmax(times))])
        self.say(what="suggestions", **spread(times))


class Own:
    """The same index asked through Whoosh: all words, each in any field, else any word."""

    def __init__(self, folder: Path) -> None:
        from whoosh.filedb.filestore import FileStorage
        from whoosh.index import FileIndex

        from marketplace.search.engine_whoosh.files import IndexFiles

        live = IndexFiles(folder).note().folder
        storage = FileStorage(str(folder / live))
        self._searcher = FileIndex(storage, indexname="MAIN").searcher()

    def search(self, text: str, groups: tuple[str, ...]) -> Any:
        """The best 24, how many there are, and the counts of groups."""
        from whoosh.query import And, Or, Term

        words = [Or([Term(field, term) for field in FIELDS]) for term in dict.fromkeys(terms(text))]
        for query in (And(words), Or(words)):
            found = self._searcher.search(query, limit=24, groupedby=list(groups) or None)
            if len(found):
                break
        return [hit.docnum for hit in found], len(found), {g: found.groups(g) for g in groups}
