"""Pages under load: two granian workers of the site beside two of the bare page, by wrk.

Kept pages are asked again and again; fresh results are searches that nobody asked before
(`fresh.lua`). Bare and ours take turns in one run, so that the machine's moods meet both.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROUNDS = 3
SECONDS = 3
WORKERS = 2
CONNECTIONS = 8
# One thread a worker: more would only wait for each other.
THREADS = 1
ASKED_FOR = {"home": 3.0, "category": 3.0, "product": 3.0, "fresh results": 0.5}


def wrk_is_there() -> bool:
    """Whether the load driver is here; Debian's is installed when we may."""
    if shutil.which("wrk") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-q", "wrk"], capture_output=True)
    return shutil.which("wrk") is not None


def measure(env: Mapping[str, str], pages: Mapping[str, str], sizes: Mapping[str, int]) -> None:
    """Print one JSON line for each page, and one for memory."""
    if not wrk_is_there():
        print("NOT MEASURED: requests per second, for want of wrk (apt-get install wrk)")
        return
    bare_env = {**env, "BARE_PAGES": json.dumps(sizes)}
    with (
        granian("wsgi:app", env, 18705) as ours,
        granian("tests.bench.bare:app", bare_env, 18706) as bare,
    ):
        for name, path in pages.items():
            _compare(name, f"{bare.url}/{name}", f"{ours.url}{path}")
        _compare("fresh results", f"{bare.url}/results", ours.url, script="fresh.lua")
        memory = {
            "MB resident": ours.megabytes("Rss"),
            "MB, shared pages divided": ours.megabytes("Pss"),
        }
        print(json.dumps(memory), flush=True)


def _compare(name: str, bare: str, ours: str, script: str = "") -> None:
    rates: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(ROUNDS):
        rates["bare"].append(Run(bare).rate)
        rates["ours"].append(Run(ours, script=script).rate)
    medians = {kind: statistics.median(some) for kind, some in rates.items()}
    alone = {
        kind: Run(url, connections=1, script=own).p50_ms
        for kind, url, own in (("bare", bare, ""), ("ours", ours, script))
    }
    line = {
        "page": name,
        **{f"{kind} requests/s": round(rate) for kind, rate in medians.items()},
        "ratio": round(medians["ours"] / medians["bare"], 2),
        "asked for": ASKED_FOR.get(name),
        **{f"{kind} p50 ms, one connection": ms for kind, ms in alone.items()},
    }
    print(json.dumps(line), flush=True)


class Run:
    """One run of wrk."""

    def __init__(self, url: str, *, connections: int = CONNECTIONS, script: str = "") -> None:
        command = ["wrk", f"-c{connections}", f"-t{min(2, connections)}", f"-d{SECONDS}s"]
        command += ["--latency", "-H", "Host: localhost"]
        if script:
            command += ["-s", str(Path(__file__).with_name(script))]
        said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said:
            raise RuntimeError(f"{url}: {said}")
        self.rate = float(_found(r"Requests/sec:\s+([\d.]+)", said)[1])
        number, unit = _found(r"50%\s+([\d.]+)(us|ms|s)", said).groups()
        self.p50_ms = round(float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit], 3)


def _found(pattern: str, text: str) -> re.Match[str]:
    found = re.search(pattern, text)
    if found is None:
        raise RuntimeError(text)
    return found


class Granian:
    """A granian server with its workers."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.url = f"http://127.0.0.1:{port}"

    def megabytes(self, kind: str) -> list[float]:
        """Memory of each worker: all that is resident, or with shared pages divided among users."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        sizes = [_megabytes(child, kind) for child in children]
        return sorted(size for size in sizes if size > 30)[-WORKERS:]


def _megabytes(pid: str, kind: str) -> float:
    memory = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return round(int(_found(rf"{kind}:\s+(\d+) kB", memory)[1]) / 1000, 1)


@contextmanager
def granian(target: str, env: Mapping[str, str], port: int) -> Iterator[Granian]:
    """Serve an application with two workers until the block ends."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws", target]
    process = subprocess.Popen(
        command, env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        server = Granian(process, port)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{server.url}/healthz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(20)
