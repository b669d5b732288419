"""What may be tried how often: no spelling of an account makes it another one."""

import io

import pytest

from marketplace.web.limits import limiter
from tests.builders import people


@pytest.fixture
def limits(app):
    limiter.enabled = True
    limiter.reset()
    yield
    limiter.enabled = False
    limiter.reset()


def spelt(identity: str, time: int) -> str:
    """The same to the form, which drops what cannot be seen; another text to a careless limit."""
    return identity[:3] + "\u200b" * time + identity[3:]


def statuses(app, path: str, times: int, **fields) -> list[int]:
    """Each try comes from another address, as from a botnet."""
    found = []
    for time in range(times):
        sent = {name: value(time) if callable(value) else value for name, value in fields.items()}
        at = {"REMOTE_ADDR": f"10.0.{time}.1"}
        answer = app.test_client().post(path, data=sent, environ_overrides=at)
        found.append(answer.status_code)
    return found


@pytest.mark.parametrize("identity", ["081234567890", "sari@contoh.id"])
def test_sign_in_counts_every_spelling_of_an_account(app, limits, identity):
    tried = statuses(
        app, "/masuk", 22, identity=lambda time: spelt(identity, time), password="salah sekali"
    )
    assert tried[:20] == [422] * 20 and tried[20:] == [429, 429]


def test_asking_for_a_reset_mail_is_limited(app, limits):
    tried = statuses(app, "/lupa-sandi", 7, email=lambda time: spelt("sari@contoh.id", time))
    assert tried == [302] * 5 + [429] * 2


@pytest.mark.parametrize(("path", "times"), [("/akun/hapus", 10), ("/akun/data/unduhan", 6)])
def test_a_stolen_session_cannot_guess_the_password_for_her_data(browser, limits, path, times):
    mine = browser.as_(people.by_phone("Sari", "+6281234567890"))
    token = mine.token()
    tried = [
        mine.client.post(
            path,
            data={"password": f"tebakan {time}", "understood": "y", "csrf_token": token},
            environ_overrides={"REMOTE_ADDR": f"10.0.{time}.1"},
        ).status_code
        for time in range(times + 2)
    ]
    assert tried == [422] * times + [429] * 2


def test_recovery_codes_cannot_be_guessed(app, limits):
    people.by_phone("Sari", "+6281234567890")
    tried = statuses(
        app,
        "/lupa-sandi/kode",
        8,
        phone=lambda time: spelt("0812-3456-7890", time),
        code=lambda time: f"K7MQ-4TRA-9XW{time}",
        password="meja kayu lampu minyak",
    )
    assert tried == [422] * 6 + [429] * 2


def test_codes_of_the_second_step_cannot_be_guessed(app, limits):
    people.officer("Udin", "udin@dinas.id", duties=["verify"])
    client = app.test_client()
    client.post("/masuk", data={"identity": "udin@dinas.id", "password": people.PASSWORD})
    tried = [client.post("/masuk/kode", data={"code": "000000"}).status_code for _ in range(8)]
    assert tried == [422] * 6 + [429] * 2
    fresh = app.test_client()
    fresh.post("/masuk", data={"identity": "udin@dinas.id", "password": people.PASSWORD})
    assert fresh.post("/masuk/kode", data={"code": people.code()}).status_code == 429


def test_questions_on_whatsapp_are_limited(app, limits, listing):
    path = f"/produk/{listing.slug}/tanya"
    client = app.test_client()
    tried = [client.post(path, data={"quantity": "1"}).status_code for _ in range(16)]
    assert 429 not in tried[:15] and tried[15] == 429


@pytest.mark.parametrize(
    ("path", "name", "most"),
    [("/lapak/profil/sampul", "picture", 60), ("/lapak/verifikasi/usaha/klaim", "photo_nib", 20)],
)
def test_uploads_of_owners_are_limited(browser, limits, shop, owner, path, name, most):
    assert _uploads(browser.as_(owner), path, name, most + 1)[-1] == 429


def test_uploads_of_registers_are_limited(browser, limits):
    officer = people.officer("Udin", "udin@dinas.id", duties=["register"])
    tried = _uploads(browser.as_(officer), "/dinas/register/impor", "file", 31)
    assert 429 not in tried[:30] and tried[30] == 429


def _uploads(visitor, path: str, name: str, times: int) -> list[int]:
    token = visitor.token()
    return [
        visitor.send(path, {"csrf_token": token, name: (io.BytesIO(b"bukan"), "a.jpg")}).status
        for _ in range(times)
    ]
