"""Running the site: `flask start` keeps web and worker alive, `flask doctor` tells the truth."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from marketplace.web import health

ROOT = Path(__file__).parents[2]
only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "MARKETPLACE_ENV")}
    return {**kept, "MARKETPLACE_HOME": str(home), **more}


def flask(home: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flask", *command],
        cwd=ROOT,
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=120,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(port: int, path: str, within: float = 60) -> dict[str, str]:
    """The JSON at an address, asked until it answers 200."""
    end = time.monotonic() + within
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
                return json.load(response)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def assert_every_picture_comes(port: int) -> None:
    """A process that forked after starting threads hangs on its files."""
    home = f"http://127.0.0.1:{port}"
    with urllib.request.urlopen(home + "/", timeout=10) as response:
        pictures = set(re.findall(r"/media/[\w-]+/\d+\.webp", response.read().decode()))
    assert len(pictures) > 20
    for path in sorted(pictures):
        with urllib.request.urlopen(home + path, timeout=10) as response:
            assert len(response.read()) > 500


def children(pid: int) -> set[int]:
    """The living children of a process; one that is dead and not yet buried does not count."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(child) for child in listed if not _is_dead(child)}


def _is_dead(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.fixture
def running(tmp_path):
    """`flask start` in an empty home."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "start"],
        cwd=ROOT,
        env=environment(tmp_path, PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield process, port
    process.send_signal(signal.SIGTERM)
    process.wait(20)


def test_start_serves_a_demo_world_and_mends_a_dead_process(running):
    process, port = running
    ready = answer(port, "/readyz")
    parts = ("database", "worker", "index", "audit")
    assert ready == {"status": "ready", **dict.fromkeys(parts, "ok")}
    assert_every_picture_comes(port)
    before = children(process.pid)
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    end = time.monotonic() + 15
    while len(children(process.pid) - {min(before)}) < 2 and time.monotonic() < end:
        time.sleep(0.2)
    assert len(children(process.pid)) == 2
    assert answer(port, "/healthz")["status"] == "ok"
    process.send_signal(signal.SIGTERM)
    said = process.stdout.read()
    assert process.wait(20) == 0
    assert f"http://localhost:{port}" in said and "tampah-emping-di-teras-sore" in said


def test_nothing_outlives_a_killed_supervisor(running):
    process, port = running
    answer(port, "/healthz")
    orphans = children(process.pid)
    process.kill()
    process.wait(10)
    end = time.monotonic() + 15
    while any(Path(f"/proc/{pid}").exists() for pid in orphans) and time.monotonic() < end:
        time.sleep(0.2)
    assert [pid for pid in orphans if Path(f"/proc/{pid}").exists()] == []


def test_prepare_may_be_repeated(tmp_path):
    for _ in range(2):
        assert flask(tmp_path, "prepare").returncode == 0


def test_doctor_says_what_is_wrong(tmp_path):
    flask(tmp_path, "prepare")
    told = flask(tmp_path, "doctor")
    assert told.returncode == 1
    assert "never started" in told.stdout and "database                 ok" in told.stdout


def test_doctor_says_what_is_out_of_reach(tmp_path):
    dead = str(free_port())
    flask(tmp_path, "prepare")
    told = flask(
        tmp_path,
        "doctor",
        REDIS_URL=f"redis://127.0.0.1:{dead}/0",
        SMTP_URL=f"smtp://127.0.0.1:{dead}",
    )
    assert told.returncode == 1
    assert "queue                    ConnectionError" in told.stdout
    assert "mail server              no server at 127.0.0.1" in told.stdout
    assert "file storage             ok" in told.stdout


def test_doctor_tries_the_bucket_and_shows_no_key(tmp_path):
    dead = f"http://127.0.0.1:{free_port()}"
    flask(tmp_path, "prepare")
    told = flask(
        tmp_path,
        "doctor",
        STORAGE_URL="s3://ember/berkas",
        S3_ENDPOINT=dead,
        S3_ACCESS_KEY_ID="kunci-kami",
        S3_SECRET_ACCESS_KEY="rahasia-kami",
    )
    assert told.returncode == 1
    assert f"s3://ember/berkas at {dead}" in told.stdout
    assert "file storage             public: file storage: " in told.stdout
    assert "kunci-kami" not in told.stdout and "rahasia-kami" not in told.stdout


def test_a_wrong_environment_is_told_in_words(tmp_path):
    told = flask(tmp_path, "doctor", MARKETPLACE_ENV="production")
    assert told.returncode != 0
    for name in ("SECRET_KEY", "SITE_URL", "SMTP_URL", "DATABASE_URL"):
        assert name in told.stderr + told.stdout


@only_sqlite
def test_readiness_hears_the_worker(app, client):
    assert client.get("/readyz").status_code == 503
    health.beat("worker")
    assert client.get("/readyz").get_json()["worker"] == "ok"
    assert client.get("/healthz").get_json()["status"] == "ok"
