"""Every hostile picture, sent by four people at once to a real server: it stays quick and small."""

import http.client
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from marketplace.demo import cast
from tests.commands.test_operation import ROOT, answer, children, environment, free_port
from tests.hostile.pictures import GPS, corpus

pytestmark = pytest.mark.proof
PEOPLE = (cast.ROHAYATI, cast.DEWI, cast.MAMAN, cast.UJANG)
LONGEST = 5.0  # seconds for any answer
LARGEST = 300 * 1024  # kB of memory for the web process


class Phone:
    """One owner's connection, signed in."""

    def __init__(self, port: int, person: cast.Person) -> None:
        self.port, self.cookie = port, ""
        self.post("/masuk", urlencode({"identity": person.sign_in, "password": cast.PASSWORD}))
        page = self.ask("GET", "/lapak/profil")[1].decode()
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, page[:500]
        self.token = found[1]

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        # Each request from another address, else the limits on uploads answer instead.
        address = f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
        headers = {"Host": f"localhost:{self.port}", "Cookie": self.cookie}
        headers["X-Forwarded-For"] = address
        if method == "POST":
            headers |= {"Sec-Fetch-Site": "same-origin", "Content-Type": kind}
        connection.request(method, path, body, headers)
        answered = connection.getresponse()
        if given := answered.getheader("Set-Cookie"):
            self.cookie = given.partition(";")[0]
        content = answered.read()
        connection.close()
        return answered.status, content

    def post(self, path: str, form: str) -> int:
        return self.ask("POST", path, form.encode(), "application/x-www-form-urlencoded")[0]

    def upload(self, data: bytes) -> int:
        head = '--batas\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
        body = b"".join(
            [
                head.format("csrf_token", "").encode() + self.token.encode() + b"\r\n",
                head.format("picture", '; filename="foto.jpg"').encode() + data,
                b"\r\n--batas--\r\n",
            ]
        )
        return self.ask(
            "POST", "/lapak/profil/sampul", body, "multipart/form-data; boundary=batas"
        )[0]


@pytest.fixture
def running(tmp_path):
    """`flask start` in an empty home."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "start"], cwd=ROOT,
        env=environment(tmp_path, PORT=str(port), BEHIND_PROXIES="1"),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    answer(port, "/readyz")
    yield process, port
    process.send_signal(signal.SIGTERM)
    process.wait(20)


def memory_of(pid: int) -> int:
    """The most that a process has held, in kB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1])


def test_a_server_under_hostile_pictures_answers_and_stays_small(running, tmp_path):
    process, port = running
    files = list(corpus().items())
    answers: list[tuple[str, int, float]] = []

    def send(person: cast.Person, part: int) -> None:
        phone = Phone(port, person)
        for name, made in files[part :: len(PEOPLE)]:
            data, began = made(), time.monotonic()
            answers.append((name, phone.upload(data), time.monotonic() - began))

    threads = [
        threading.Thread(target=send, args=pair) for pair in zip(PEOPLE, range(4), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(files) >= 300
    assert [one for one in answers if one[1] not in (302, 413, 422)] == []
    slowest = max(answers, key=lambda one: one[2])
    held = {pid: memory_of(pid) for pid in children(process.pid)}
    print(f"\n{len(answers)} uploads, slowest {slowest[2]:.2f} s ({slowest[0]}), memory {held} kB")
    assert slowest[2] < LONGEST
    assert max(held.values()) < LARGEST
    time.sleep(5)
    kept = [path for path in tmp_path.rglob("*.webp") if GPS.encode() in path.read_bytes()]
    assert kept == []
