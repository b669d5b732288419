"""`python -m tests.bench.registers`: a register of 100,000 rows × 30 columns, CSV and XLSX.

A real `flask start` (web and worker) serves meanwhile: pages are read, and people sign in. One
JSON line a file: seconds, peak memory in MB of the importing process and of the child that reads
XLSX, how long the apply took, and the 95th percentile of the answers.
BENCH_ROWS sets another size; DATABASE_URL another engine than SQLite (an empty database).
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from tests.bench import register_files

PORT = 18711
ROWS = int(os.environ.get("BENCH_ROWS", "100000"))


def main() -> int:
    """Serve, import each file, print what it took."""
    with tempfile.TemporaryDirectory(prefix="pasar-bench-") as folder:
        home = Path(folder)
        env = {**os.environ, "MARKETPLACE_HOME": folder, "PORT": str(PORT), "DEMO": "1"}
        files = register_files.make(home, ROWS)
        flask = [sys.executable, "-m", "flask"]
        log = (home / "start.log").open("w")
        server = subprocess.Popen([*flask, "start"], env=env, stdout=log, stderr=log)
        try:
            wait()
            for name, path, day in files:
                print(json.dumps({"file": name, "rows": ROWS, **imported(path, day, env)}))
                sys.stdout.flush()
        finally:
            server.terminate()
            server.wait(20)
    return 0


def wait() -> None:
    """Until the site answers; the demo world is loaded first."""
    for _ in range(600):
        try:
            if asked("GET", "/readyz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise SystemExit("the site does not start")


def imported(path: Path, day: str, env: dict[str, str]) -> dict[str, object]:
    """Import a file by the command line while others use the site."""
    stopping, browsing, signing = threading.Event(), [], []
    threads = [
        threading.Thread(target=browse, args=(stopping, browsing)),
        threading.Thread(target=sign_in, args=(stopping, signing)),
    ]
    for thread in threads:
        thread.start()
    started = time.perf_counter()
    code = [sys.executable, "-m", "tests.bench.measured_import", str(path), day]
    done = subprocess.run(code, env=env, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    stopping.set()
    for thread in threads:
        thread.join()
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    told = json.loads(done.stdout.splitlines()[-1])
    return {
        "seconds": round(seconds, 1), **told,
        "browsing_p95_ms": p95(browsing), "browsing_max_ms": round(max(browsing)),
        "sign_in_p95_ms": p95(signing), "sign_in_max_ms": round(max(signing, default=0)),
        "asked": len(browsing), "signed_in": len(signing),
    }  # fmt: skip


def p95(times: list[float]) -> int | None:
    """Milliseconds; None when too few were asked, because one person may sign in only so often."""
    return round(statistics.quantiles(times, n=20)[-1]) if len(times) > 1 else None


def browse(stopping: threading.Event, times: list[float]) -> None:
    """Read pages that are made anew, one after another."""
    paths = ("/", "/kategori/camilan", "/cari?q=emping", "/toko/")
    count = 0
    while not stopping.is_set():
        count += 1
        path = paths[count % len(paths)]
        status, _headers, took = asked("GET", f"{path}{'&' if '?' in path else '?'}n={count}")
        assert status == 200, (path, status)
        times.append(took)
        time.sleep(0.2)


def sign_in(stopping: threading.Event, times: list[float]) -> None:
    """Sign in anew each time, which writes; no oftener than one address and person may."""
    count = 0
    while not stopping.is_set():
        identity = register_files.PEOPLE[count % len(register_files.PEOPLE)]
        form = urlencode({"identity": identity, "password": register_files.PASSWORD})
        status, _headers, took = asked("POST", "/masuk", form)
        if status != 429:
            assert status == 302, status
            times.append(took)
        count += 1
        stopping.wait(2.5)


def asked(method: str, path: str, form: str = "") -> tuple[int, dict[str, str], float]:
    """Ask once on a connection of its own; the answer's milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    started = time.perf_counter()
    connection.request(method, path, form or None, headers)
    answer = connection.getresponse()
    answer.read()
    took = (time.perf_counter() - started) * 1000
    connection.close()
    return answer.status, dict(answer.getheaders()), took


if __name__ == "__main__":
    raise SystemExit(main())
