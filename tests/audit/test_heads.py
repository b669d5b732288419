"""The head of the trail outside the database: a file that stays small, a mail each night."""

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.audit import heads, mailing, reading, sealing
from marketplace.audit.heads import Head
from marketplace.config import ConfigurationError, Settings
from marketplace.database import db
from marketplace.mail import Mail
from tests.audit.trail import attack, found, happen, kinds, lines, sealed

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
BEGIN = datetime(2026, 10, 31, 20, 10, tzinfo=UTC)


def write(count: int, *, begin: datetime, every: timedelta, first: int = 1) -> None:
    key_id = sealing.keys.present()[0]
    for number in range(count):
        at = begin + number * every
        heads.append(Head(at, first + number, first + number, key_id, bytes(32)), set)


def test_what_is_older_than_today_keeps_one_line_an_hour_by_month(app):
    write(30, begin=BEGIN, every=timedelta(minutes=10))
    month = (heads.folder() / "heads-2026-10.log").read_text().splitlines()
    # Four hours of October: the last line of each; November's stay as they are.
    assert [line.split()[2] for line in month] == ["5", "11", "17", "23"]
    assert [line.split()[2] for line in lines()] == [str(n) for n in range(24, 31)]
    told = list(heads.all_here())
    assert len(told) == 11 and all(line.head for line in told)


def test_a_head_of_what_was_cut_off_outlives_its_day(app, stopped_clock):
    stopped_clock.stand_at("2026-10-10 10:05")
    sealed(5)
    sealed(4)
    attack("DELETE FROM event_seals WHERE sequence > 5", "DELETE FROM events WHERE id > 5")
    stopped_clock.stand_at("2026-10-10 10:20")
    sealed(20)
    assert kinds() == {"replaced"}
    stopped_clock.stand_at("2026-10-12 10:05")
    sealed(1)
    assert len(lines()) == 1
    assert kinds() == {"replaced"}


def test_a_damaged_line_is_kept_and_keeps_nobody_from_sealing(app):
    write(2, begin=BEGIN, every=timedelta(seconds=1))
    path = heads.folder() / heads.NAME
    first, second = lines()
    path.write_text(f"{first.replace('AAAA', '%AAA', 1)}\n{second}\n")
    write(1, begin=BEGIN + timedelta(days=1), every=timedelta(0), first=3)
    assert len(list(heads.all_here())) == 3 and len(lines()) == 1


def test_a_line_that_was_cut_short_by_a_crash_is_dropped(app):
    write(2, begin=BEGIN, every=timedelta(seconds=1))
    path = heads.folder() / heads.NAME
    path.write_text(path.read_text()[:-30])
    assert heads.last() is None
    write(1, begin=BEGIN, every=timedelta(0), first=3)
    assert [line.split()[2] for line in lines()] == ["1", "3"]
    assert heads.last().sequence == 3 and path.stat().st_mode & 0o777 == 0o600


def test_whoever_keeps_the_mail_can_prove_that_the_end_was_cut(app, worker, monkeypatch, tmp_path):
    settings = app.config["SETTINGS"]
    monkeypatch.setitem(vars(settings), "audit_mail_to", ("kepala@contoh.test",))
    sealed(5)
    mailing.send_head()
    letter = db.session.query(Mail).one()
    assert letter.recipient == "kepala@contoh.test" and "pasar-head" in letter.text
    (tmp_path / "surat.txt").write_text(f"> {letter.text}")
    db.session.rollback()
    told = list(heads.read_file(tmp_path / "surat.txt"))
    assert [line.head.sequence for line in told if line.head] == [5]
    sealing.seal_within(5)
    assert reading.check(told).is_sound
    attack("DELETE FROM event_seals WHERE sequence > 3", "DELETE FROM events WHERE id > 3")
    assert set(reading.check(told).counts) == {"cut off"}


def test_nobody_is_mailed_unless_told(app):
    sealed(1)
    mailing.send_head()
    assert db.session.query(Mail).count() == 0
    assert Settings.from_env({"AUDIT_MAIL_TO": "a@b.test, c@d.test"}).audit_mail_to == (
        "a@b.test",
        "c@d.test",
    )
    with pytest.raises(ConfigurationError):
        Settings.from_env({"AUDIT_MAIL_TO": "siapa"})


def run(app, *words: str):
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["audit", *words])


def test_operators_seal_verify_and_print_the_head(app, tmp_path):
    happen(3)
    assert "3 events sealed" in run(app, "seal").output
    head = run(app, "head").output
    assert run(app, "verify").exit_code == 0
    (tmp_path / "kepala").write_text(head)
    assert run(app, "verify", "--heads", str(tmp_path / "kepala")).exit_code == 0
    (tmp_path / "kosong").write_text("tidak ada apa-apa")
    assert "holds no head" in run(app, "verify", "--heads", str(tmp_path / "kosong")).output
    attack("UPDATE events SET actor_id = 9 WHERE id = 2")
    told = run(app, "verify")
    assert told.exit_code == 1 and "FIRST BAD RECORD: event 2, seal 2: edited" in told.output
    assert kinds() == set(found().counts)
