"""A backup is sealed: it opens with its key, as it was written, and not otherwise."""

import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from marketplace import storage
from marketplace.accounts import queries, services
from marketplace.backup import manifest
from marketplace.backup.keys import read
from marketplace.database import db
from marketplace.errors import RuleBroken
from marketplace.sellers import evidence
from marketplace.sellers.models import Claim, Evidence
from marketplace.vault import streams
from tests.backup.keeping import content_of
from tests.backup.test_refusals import elsewhere, refused, run

__all__ = ["elsewhere"]
KEY, OTHER = "kunci-cadangan-panjang-satu-123456", "kunci-cadangan-panjang-dua-1234567"
NUMBER = "3601135507850003"
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def sealed(plain: bytes, name: str = "x") -> bytes:
    out = io.BytesIO()
    sealing = streams.Sealing(out, KEY, name)
    for start in range(0, len(plain), 700):
        sealing.write(plain[start : start + 700])
    sealing.finish()
    return out.getvalue()


def opened(data: bytes, key: str = KEY, name: str = "x") -> bytes:
    return io.BufferedReader(streams.Opening(io.BytesIO(data), key, name), 4096).read()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, app: Flask) -> int:
    """Pieces of a kilobyte, so that a test has many."""
    monkeypatch.setattr(streams, "PIECE", 1024)
    return 1024 + streams.TAG


@pytest.mark.parametrize("size", [0, 1, 1023, 1024, 1025, 5 * 1024, 5000])
def test_what_was_sealed_opens_whatever_its_size(small: int, size: int) -> None:
    plain = random.Random(size).randbytes(size)
    assert opened(sealed(plain)) == plain


def test_pieces_that_are_swapped_cut_repeated_or_changed_are_noticed(small: int) -> None:
    plain, head = random.Random(5).randbytes(4 * 1024 + 10), len(streams.MAGIC) + streams.SALT
    data, other = sealed(plain), sealed(plain)
    pieces = [data[head + n * small : head + (n + 1) * small] for n in range(5)]
    theirs = other[head : head + small]
    order = [(1, 0, 2, 3, 4), (0, 1, 2, 3), (0, 1, 2, 4), (0, 1, 1, 2, 3, 4), (4,), (0, 0)]
    harmed = [b"".join(pieces[n] for n in one) for one in order]
    harmed += [theirs + b"".join(pieces[1:]), b"".join(pieces) + b"x", b"".join(pieces)[:-1]]
    for body in harmed:
        with pytest.raises(RuleBroken, match="damaged"):
            opened(data[:head] + body)
    for place in range(0, len(data), 97):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(RuleBroken, match="damaged"):
            opened(bytes(changed))
    for wrong in ({"key": OTHER}, {"name": "y"}):
        with pytest.raises(RuleBroken, match="damaged"):
            opened(data, **wrong)


@pytest.fixture
def copy(app: Flask, claim: Any, owner: Any, tmp_path: Path) -> Path:
    """A backup with a photo and a number in it, and its keys in another place."""
    services.keep_personal_number(owner, "nik_ktp", NUMBER)
    done = run(app, "backup", tmp_path / "copy", "--keys", tmp_path / "kept" / "keys")
    assert done.exit_code == 0, done.output
    return tmp_path / "copy"


@pytest.fixture
def keys(tmp_path: Path) -> tuple[str, str]:
    return "--keys", str(tmp_path / "kept" / "keys")


def test_nothing_in_it_can_be_read_and_nothing_plain_is_left(
    app: Flask, copy: Path, owner: Any
) -> None:
    raw = b"".join(part.read_bytes() for part in copy.iterdir())
    inside = content_of(app, copy)
    for word in (owner.name.encode(), owner.phone.encode(), b"CREATE TABLE"):
        assert word in inside and word not in raw
    assert NUMBER.encode() not in inside
    assert not list(app.config["SETTINGS"].home.glob("backup-*"))


def test_without_its_key_it_is_refused_before_anything_is_touched(
    copy: Path, elsewhere: Flask
) -> None:
    told = refused(elsewhere, "restore", copy)
    assert "which is not here" in told and "keys.json" in told
    assert list(storage.private().list()) == []


def test_with_its_keys_all_of_it_opens_elsewhere(
    copy: Path, keys: tuple[str, str], elsewhere: Flask
) -> None:
    done = run(elsewhere, "restore", copy, *keys)
    assert done.exit_code == 0 and "Keys that are not here" not in done.output
    owner_id, key = db.session.execute(
        sa.select(Claim.submitted_by_id, Evidence.key).join(Evidence)
    ).one()
    assert queries.masked_number_of(owner_id, "nik_ktp") == "3601********0003"
    assert evidence.photo(key)[:4] == b"RIFF"


def test_who_has_no_key_cannot_make_or_mend_one(
    copy: Path, keys: tuple[str, str], elsewhere: Flask
) -> None:
    """Checksums are no secret: the manifest is sealed with the key as well."""
    part = next(copy.glob("database.*"))
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content)
    told = json.loads((copy / manifest.NAME).read_text())
    measured = manifest.measured(part)
    told["parts"][part.name] = {"bytes": measured.bytes, "sha256": measured.sha256}
    (copy / manifest.NAME).write_text(json.dumps(told))
    assert "was changed" in refused(elsewhere, "restore", copy, *keys)


def test_one_of_before_backups_were_sealed_is_taken_when_told(
    copy: Path, keys: tuple[str, str], elsewhere: Flask
) -> None:
    opening = read(Path(keys[1])).opening
    told = manifest.read(copy, opening)
    parts = {}
    for name in told.parts:
        plain = name.removesuffix(".sealed")
        with (copy / name).open("rb") as source:
            whole = streams.Opening(source, opening[told.sealed_with], plain).read()
        (copy / plain).write_bytes(whole)
        parts[plain] = manifest.measured(copy / plain)
    (copy / manifest.NAME).unlink()
    old = {
        name: value
        for name, value in vars(told).items()
        if name not in ("sealed_with", "data_keys", "parts", "format")
    }
    manifest.Manifest(**old, parts=parts, format=manifest.PLAIN).write(copy, "")
    assert "not sealed" in refused(elsewhere, "restore", copy)
    done = run(elsewhere, "restore", copy, "--plain")
    assert done.exit_code == 0, done.output
