"""Servers that tests need beside the databases: Redis itself, and a stand-in for S3."""

import contextlib
import ctypes
import functools
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace.config import Bucket

REDIS = os.environ.get("TEST_REDIS", "redis://127.0.0.1:6379")


@functools.cache
def redis_is_missing() -> str:
    """Why Redis cannot be used; empty when it can."""
    import redis

    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=3).ping()
    except redis.RedisError as error:
        return f"no Redis at {REDIS}: {str(error)[:80]}"
    return ""


def redis_url(number: int) -> str:
    """An emptied Redis database; the test is skipped where there is none, and fails so in CI."""
    import redis

    if missing := redis_is_missing():
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    # Each process of a test run has databases of its own: 16 are there.
    own = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 2
    url = f"{REDIS}/{number + 4 * own}"
    redis.Redis.from_url(url).flushdb()
    return url


@contextlib.contextmanager
def own_redis() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A Redis of the test's own, which it may stop; its address and its process."""
    redis_url(3)  # skips or fails where there is none
    port = free_port()
    with process("redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "") as own:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0", own


def python(*arguments: str) -> tuple[str, ...]:
    """The command that runs Python as the tests do."""
    return (sys.executable, *arguments)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


@contextlib.contextmanager
def process(
    *command: str, cwd: Path | None = None, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the block, or with the process that runs the tests."""
    running = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_die_with_parent,
    )
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(15)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def wait_for(port: int, within: float = 30) -> None:
    """Return once something listens on a port."""
    end = time.monotonic() + within
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@contextlib.contextmanager
def s3_server() -> Iterator[str]:
    """The address of a server that behaves like S3 and forgets everything at the end."""
    port = free_port()
    with process(*python("-m", "moto.server", "-H", "127.0.0.1", "-p", str(port))):
        wait_for(port)
        yield f"http://127.0.0.1:{port}"


def make_bucket(endpoint: str, name: str) -> Bucket:
    """A fresh bucket on the stand-in."""
    request = urllib.request.Request(f"{endpoint}/{name}", method="PUT")
    urllib.request.urlopen(request, timeout=20).close()
    return Bucket(name, "pasar", endpoint, access_key="kunci", secret_key="rahasia-rahasia")
