"""`python -m tests.bench.lighthouse`: Lighthouse on the built demo, as a phone on slow 4G sees it.

Needs `npx` and Debian's Chromium; fetches Lighthouse itself when npm has it not. Prints the four
scores of each page, what keeps one below 100, and the bytes of the first view without pictures.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from tests.bench.__main__ import Server

PORT = 18707
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
)


def main() -> int:
    """Build a demo, serve it as people get it, and look at four pages."""
    if shutil.which("npx") is None or not Path(CHROMIUM).exists():
        print("NOT MEASURED: Lighthouse, for want of npx or Chromium")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "MARKETPLACE_HOME": folder, "PORT": str(PORT), "DEMO": "1"}
        env.pop("DATABASE_URL", None)
        site = subprocess.Popen([sys.executable, "-m", "flask", "start"], env=env)
        try:
            _wait()
            server = Server("", env, PORT)
            server.connect()
            found = server.find_pages()
            pages = {"home": "/", "results": "/cari", **found}
            for name, path in pages.items():
                server.get(path)
                print(json.dumps({"page": name, **look(path, folder)}), flush=True)
        finally:
            site.terminate()
            site.wait(30)
    return 0


def look(path: str, folder: str) -> dict[str, Any]:
    """Lighthouse's report on one page, in short."""
    report = Path(folder) / "report.json"
    command = ["npx", "--yes", "lighthouse", f"http://localhost:{PORT}{path}", "--quiet"]
    command += ["--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}"]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": CHROMIUM})
    said = json.loads(report.read_text())
    scores = {name: round(one["score"] * 100) for name, one in said["categories"].items()}
    below = [
        audit["id"]
        for one in said["categories"].values()
        for audit in one["auditRefs"]
        if audit["weight"] and said["audits"][audit["id"]]["score"] not in (None, 1)
    ]
    loaded = said["audits"]["network-requests"]["details"]["items"]
    size = sum(one["transferSize"] for one in loaded if one.get("resourceType") != "Image")
    return {**scores, "below 100": below, "bytes without pictures": size}


def _wait() -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://localhost:{PORT}/healthz", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the demo does not answer")


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[2])
    sys.exit(main())
