"""What `docs/operating.md` tells an operator to do, done: nginx before two web processes."""

import http.client
import os
import re
import shlex
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from marketplace import config
from tests import databases
from tests.backup.keeping import Site
from tests.databases import url_of
from tests.stand_ins import free_port, process, wait_for

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "operating"
NAME = "pasar.example.id"
TOKEN = "kunci-untuk-mengukur-1234"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@dataclass
class Front:
    """nginx: its two ports, and the processes behind it."""

    tls: int
    plain: int
    behind: list[tuple[int, subprocess.Popen[bytes]]]

    def ask(
        self, path: str, method: str = "GET", body: bytes = b"", **headers: str
    ) -> http.client.HTTPResponse:
        """One request under the site's own name."""
        # The certificate is made for the test, so nobody vouches for it.
        unverified = ssl._create_unverified_context()
        asking = http.client.HTTPSConnection("127.0.0.1", self.tls, context=unverified, timeout=30)
        asking.request(method, path, body or None, {"Host": NAME, **headers})
        return asking.getresponse()


def production(home: Path, database: str) -> dict[str, str]:
    """The example's environment, filled in."""
    told = shlex.split((DOCS / "env.example").read_text(), comments=True)
    named = dict(word.split("=", 1) for word in told)
    for name in list(named):
        if name.startswith(("STORAGE", "S3_", "REDIS")):
            del named[name]
    return {
        **named,
        "MARKETPLACE_HOME": str(home),
        "SECRET_KEY": "x8Jq2mZr5tYw9aBc3dEf6gHi0kLmNoPqRsTuVwXyZ",
        "DATA_KEYS": "q7Zr2mZx5tYw9aBc3dEf6gHi0kLmNoPqRsTuVwXyA",
        "DATABASE_URL": database,
        "DINAS_WHATSAPP": "+6281200000001",
        "METRICS_TOKEN": TOKEN,
        "PYTHONPATH": str(ROOT),
    }


def served(port: int) -> tuple[str, ...]:
    """The command of the systemd unit, for a port."""
    unit = (DOCS / "pasar-web@.service").read_text()
    found = re.search(r"^ExecStart=\S+/granian (.*)$", unit, re.MULTILINE)
    assert found
    return (sys.executable, "-m", "granian", *shlex.split(found[1].replace("%i", str(port))))


def configured(folder: Path, front: Front) -> Path:
    """The configuration of the handbook, on ports and with a certificate of the test's own."""
    key, certificate = folder / "key.pem", folder / "fullchain.pem"
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj"
    paths = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*make.split(), f"/CN={NAME}", *paths], check=True, capture_output=True)
    proxy = (DOCS / "pasar-proxy.conf").read_text()
    (folder / "pasar-proxy.conf").write_text(proxy)
    told = (DOCS / "nginx.conf").read_text()
    for ours, theirs in (
        ("/etc/ssl/pasar/fullchain.pem", str(certificate)),
        ("/etc/ssl/pasar/key.pem", str(key)),
        ("/etc/nginx/pasar-proxy.conf", str(folder / "pasar-proxy.conf")),
        ("listen 443 ssl", f"listen 127.0.0.1:{front.tls} ssl"),
        ("listen 80;", f"listen 127.0.0.1:{front.plain};"),
        ("127.0.0.1:8001", f"127.0.0.1:{front.behind[0][0]}"),
        ("127.0.0.1:8002", f"127.0.0.1:{front.behind[1][0]}"),
    ):
        assert ours in told, ours
        told = told.replace(ours, theirs)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    whole = folder / "whole.conf"
    whole.write_text(
        f"pid {folder}/pid; error_log {folder}/error.log; daemon off; worker_processes 1;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n{told}\n}}\n"
    )
    return whole


@pytest.fixture(scope="module", params=["postgresql"])
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Two web processes as the unit starts them, behind nginx as the handbook sets it up."""
    if NGINX is None:
        missing = "nginx is not installed: apt-get install nginx-light"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("front")
    environment = production(folder / "home", url_of("postgresql", folder, "operating"))
    site = Site(folder / "home", environment["DATABASE_URL"], environment)
    prepared = site.flask("prepare")
    assert prepared.returncode == 0, prepared.stderr
    ports = [free_port(), free_port()]
    with (
        process(*served(ports[0]), cwd=ROOT, **environment) as one,
        process(*served(ports[1]), cwd=ROOT, **environment) as other,
    ):
        for port in ports:
            wait_for(port, within=60)
        front = Front(free_port(), free_port(), [(ports[0], one), (ports[1], other)])
        with process(NGINX, "-p", str(folder), "-c", str(configured(folder, front))):
            wait_for(front.tls)
            yield front


pytestmark = [*databases.ENGINES[1].marks, pytest.mark.xdist_group("operating")]


def test_visitors_come_over_tls_to_the_sites_own_name(front: Front) -> None:
    plain = http.client.HTTPConnection("127.0.0.1", front.plain, timeout=30)
    plain.request("GET", "/cari?q=emping", headers={"Host": NAME})
    moved = plain.getresponse()
    assert (moved.status, moved.getheader("Location")) == (301, f"https://{NAME}/cari?q=emping")
    home = front.ask("/")
    assert home.status == 200 and b"Pasar Banten" in home.read()
    assert "max-age=31536000" in str(home.getheader("Strict-Transport-Security"))
    assert home.getheader("Server") == "nginx"
    assert front.ask("/", Host="lain.example.id").status == 400


def test_what_is_too_large_is_refused_at_the_door(front: Front) -> None:
    answer = front.ask("/masuk", "POST", b"x" * 19_000_000, **{"Sec-Fetch-Site": "same-origin"})
    assert answer.status == 413


def test_numbers_are_for_operators_only(front: Front) -> None:
    assert front.ask("/metrics", Authorization=f"Bearer {TOKEN}").status == 404
    behind = http.client.HTTPConnection("127.0.0.1", front.behind[0][0], timeout=30)
    behind.request("GET", "/metrics", headers={"Host": NAME, "Authorization": f"Bearer {TOKEN}"})
    assert b"process_resident_memory_bytes" in behind.getresponse().read()


def test_nobody_escapes_a_limit_by_making_up_an_address(front: Front) -> None:
    """Thirty a minute; without Redis each of the two processes counts for itself."""
    seen = []
    for guess in range(70):
        made_up = {"X-Forwarded-For": f"203.0.113.{guess}"}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        body = f"identity=08120000{guess:04}&password=salah".encode()
        answer = front.ask(
            "/masuk", "POST", body, **form, **made_up, **{"Sec-Fetch-Site": "same-origin"}
        )
        answer.read()
        seen.append(answer.status)
    assert set(seen) == {422, 429} and seen[:20] == [422] * 20


def test_one_process_may_be_restarted_under_visitors(front: Front) -> None:
    _, one = front.behind[1]
    one.terminate()
    one.wait(30)
    end = time.monotonic() + 3
    statuses = set()
    while time.monotonic() < end:
        answer = front.ask("/healthz")
        answer.read()
        statuses.add(answer.status)
        time.sleep(0.02)
    assert statuses == {200}


def test_commands_are_told_what_the_site_is_told(tmp_path: Path) -> None:
    environment = production(tmp_path / "home", f"sqlite:///{tmp_path}/x.sqlite3")
    (tmp_path / "env").write_text(
        "".join(f"{name}={shlex.quote(value)}\n" for name, value in environment.items())
    )
    script = (DOCS / "pasar").read_text()
    for ours, theirs in (
        ("/etc/pasar/env", str(tmp_path / "env")),
        ("/opt/pasar", str(ROOT)),
        ("runuser -u pasar -- .venv/bin/flask", f"{sys.executable} -m flask"),
    ):
        assert ours in script
        script = script.replace(ours, theirs)
    only = {"PATH": os.environ["PATH"]}
    asked = ["sh", "-c", script, "pasar", "doctor"]
    told = subprocess.run(asked, env=only, capture_output=True, text=True, timeout=120)
    assert f"https://{NAME}" in told.stdout and "production" in told.stdout, told.stderr
    assert "no tables yet: flask prepare" in told.stdout and told.returncode == 1


def test_every_variable_is_told_in_the_readme() -> None:
    code, told = Path(config.__file__).read_text(), (ROOT / "README.md").read_text()
    read = set(re.findall(r'(?:text|needed|number|choice|either)\(\s*"([A-Z_0-9]+)"', code))
    assert {"SITE_URL", "S3_ENDPOINT", "SECRET_KEY_OLD", "METRICS_TOKEN"} <= read
    assert {name for name in read if name not in told} == {"FLASK_DEBUG"}
