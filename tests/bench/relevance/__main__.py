"""`make bench-relevance TITLES=FILE`: how well each engine ranks, as JSON lines.

The file has the columns `title,product`; what has the same product is the same thing.
Each set has up to 500 products: *title* asks with one title for the product's others, *short*
with its rarest words, *typo* with those after one slip. Means over the seeds.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import marketplace  # noqa: F401  (its newer SQLite stands in for the system's)
from tests.bench.relevance import baselines, ours
from tests.bench.relevance.questions import SETS, Question, Questions, read

DEFAULT = Path("../shared/data/search/titles.csv")
SEEDS = (7, 8, 9, 10)
CUT = 10


def main() -> int:
    """Index the titles with every engine, ask all of them the same, print what came of it."""
    options = _options()
    if not options.titles.exists():
        print(f"left out: there is no {options.titles}; name a file: TITLES=…", file=sys.stderr)
        return 0
    titles, products = read(options.titles)
    asked = [Questions(titles, products, seed).sets for seed in SEEDS]
    if not options.only_ours:
        with tempfile.TemporaryDirectory() as folder:
            for name, engine in baselines.all_of(titles, Path(folder) / "whoosh").items():
                ask(name, engine, asked)
    for name in options.engine:
        with getattr(ours, name)() as engine:
            ask(f"ours-{name}", ours.Ours(engine, titles), asked)
            print(json.dumps({"set": "shoppers", "engine": f"ours-{name}"} | ours.shoppers(engine)))
    return 0


def ask(name: str, engine: baselines.Ranked, asked: list[dict[str, list[Question]]]) -> None:
    """Ask one engine every set, and print a line for each."""
    began = time.perf_counter()
    for kind in SETS:
        line = measured(kind, name, engine, [one[kind] for one in asked])
        print(json.dumps(line), flush=True)
    print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.relevance")
    parser.add_argument("--titles", type=Path, default=DEFAULT)
    parser.add_argument("--engine", action="append", choices=["embedded", "postgres"])
    parser.add_argument("--only-ours", action="store_true")
    options = parser.parse_args()
    options.engine = options.engine or ["embedded"]
    return options


def measured(
    kind: str, name: str, engine: baselines.Ranked, seeds: list[list[Question]]
) -> dict[str, object]:
    """Means over the seeds of recall@10 and of the first answer's reciprocal rank."""
    of_seeds = [[judged(engine, question) for question in seed] for seed in seeds]
    recall, mrr = (
        statistics.mean(statistics.mean(one[which] for one in seed) for seed in of_seeds)
        for which in (0, 1)
    )
    asked = sum(map(len, seeds))
    return {"set": kind, "engine": name, "recall": round(recall, 4), "mrr": round(mrr, 4)} | {
        "n": asked
    }


def judged(engine: baselines.Ranked, question: Question) -> tuple[float, float]:
    """Recall@10 and reciprocal rank of one question."""
    rows = engine.rows(question.text, CUT + len(question.aside))
    left = [row for row in rows if row not in question.aside][:CUT]
    right = [place for place, row in enumerate(left, 1) if row in question.answers]
    return len(right) / min(len(question.answers), CUT), 1 / right[0] if right else 0.0


if __name__ == "__main__":
    sys.exit(main())
