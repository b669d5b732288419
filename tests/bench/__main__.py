"""`make bench`: pages of the demo world beside a bare Flask and Jinja page of the same size.

First both are served by waitress, one process each, and one connection asks them in turn; then
by two granian workers each, under load (`load`). Medians of several rounds are printed with
their ratio: these figures drift with the machine. BENCH_LISTINGS sets the size of the world.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import load

ROUNDS, REQUESTS = 7, 60
PAGES = {
    "home": "/",
    "category": "/kategori/camilan",
    "results": "/cari?q=emping",
    "product": None,
    "shop": None,
}


def main() -> int:
    """Load the demo world, serve both, compare."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "MARKETPLACE_HOME": folder, "DEMO": "1"}
        env.pop("DATABASE_URL", None)
        flask = [sys.executable, "-m", "flask"]
        subprocess.run([*flask, "prepare"], check=True, env=env, capture_output=True)
        listings = os.environ.get("BENCH_LISTINGS", "10000")
        demo = [*flask, "demo", "--listings", listings]
        subprocess.run(demo, check=True, env=env, capture_output=True)
        with Server("tests.bench.ours", env, 18701) as ours:
            pages = {**PAGES, **ours.find_pages()}
            sizes = {name: len(ours.get(path)) for name, path in pages.items()}
            env["BARE_PAGES"] = json.dumps(sizes)
            made_env = {**env, "PAGE_CACHE_MB": "0"}
            with (
                Server("tests.bench.bare", env, 18702) as bare,
                Server("tests.bench.ours", made_env, 18703) as made,
            ):
                for name, path in pages.items():
                    compare(name, path, sizes[name], {"kept": ours, "made": made}, bare)
        load.measure(env, pages, sizes)
    return 0


def compare(name: str, path: str, size: int, ours: dict[str, "Server"], bare: "Server") -> None:
    """Ask all in turn, kept pages and pages made anew; print one JSON line."""
    times: dict[str, list[float]] = {"bare": [], **{kind: [] for kind in ours}}
    for _ in range(ROUNDS):
        times["bare"] += bare.times(f"/{name}")
        for kind, server in ours.items():
            times[kind] += server.times(path)
    medians = {kind: statistics.median(seconds) for kind, seconds in times.items()}
    line: dict[str, object] = {"page": name, "bytes": size}
    line |= {f"{kind}_p50_ms": round(median * 1000, 2) for kind, median in medians.items()}
    line |= {f"{kind}_ratio": round(medians[kind] / medians["bare"], 2) for kind in ours}
    print(json.dumps(line), flush=True)


class Server:
    """One process that serves, and one connection to it."""

    def __init__(self, module: str, env: dict[str, str], port: int) -> None:
        self.command = [sys.executable, "-m", module, str(port)]
        self.env, self.port = env, port

    def __enter__(self) -> "Server":
        self.process = subprocess.Popen(self.command, env=self.env, stderr=subprocess.DEVNULL)
        self.connect()
        for _ in range(200):
            try:
                self.get("/healthz")
                return self
            except OSError:
                self.connection.close()
                time.sleep(0.1)
        raise RuntimeError(f"{self.command} does not answer")

    def connect(self) -> None:
        """Open the one connection that all questions go through."""
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(10)

    def get(self, path: str) -> bytes:
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
        return body

    def times(self, path: str) -> list[float]:
        """Seconds of each request of one round, after a few that do not count."""
        for _ in range(5):
            self.get(path)
        seconds = []
        for _ in range(REQUESTS):
            begin = time.perf_counter()
            self.get(path)
            seconds.append(time.perf_counter() - begin)
        return seconds

    def find_pages(self) -> dict[str, str]:
        """A product and a shop of the demo world, from the results page."""
        from bs4 import BeautifulSoup

        soup = BeautifulSoup(self.get("/cari?q=emping"), "lxml")
        product = str(soup.select_one('a[href^="/produk/"]')["href"])
        page = BeautifulSoup(self.get(product), "lxml")
        shop = str(page.select_one('a[href^="/toko/"]:not([href="/toko/"])')["href"])
        return {"product": product, "shop": shop}


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[2])
    sys.exit(main())
