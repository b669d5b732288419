"""How long a backup and the way back take: `python -m tests.bench.keeping --listings 100000`.

The demo world of that size is made first, in a place of its own, or taken from `--home` when it
is there already; then it is copied and restored into an empty place on the same engine.
"""

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path

from tests.backup.keeping import Site, new_site, well
from tests.databases import url_of


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--listings", type=int, default=100_000)
    asked.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    asked.add_argument("--home", type=Path, help="Of a SQLite site that is there already.")
    told = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="keeping-"))
    try:
        site = _site(told, folder)
        there = new_site(told.engine, folder, "there")
        copy, back = folder / "copy", ("restore", folder / "copy")
        for words in (("backup", copy), back):
            began = time.perf_counter()
            said = well(site.flask(*words) if words[0] == "backup" else there.flask(*words))
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"{words[0]}: {time.perf_counter() - began:.1f} s with the start of Python")
            print(
                f"  largest process so far {peak:.0f} MB; {chr(10).join(said.splitlines()[:2])}",
                flush=True,
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _site(told: argparse.Namespace, folder: Path) -> Site:
    if told.home:
        return Site(told.home, f"sqlite:///{told.home / 'marketplace.sqlite3'}")
    (folder / "site").mkdir()
    site = Site(folder / "site", url_of(told.engine, folder / "site", "site"))
    began = time.perf_counter()
    well(site.flask("prepare"))
    well(site.flask("demo", "--listings", told.listings))
    print(f"demo world of {told.listings}: {time.perf_counter() - began:.0f} s", flush=True)
    return site


if __name__ == "__main__":
    main()
