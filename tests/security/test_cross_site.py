"""What other sites, and copies of cookies, cannot do."""

import pytest

from marketplace.accounts import services
from marketplace.clock import now
from tests.builders import people

REFUSED = (
    {},
    {"Origin": "null"},
    {"Origin": "http://localhost:9"},
    {"Origin": "http://jahat.localhost"},
    {"Origin": "https://localhost"},
    {"Referer": "http://localhost/masuk"},
    {"Sec-Fetch-Site": "none", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
)


def raw_post(app, path: str, headers: dict[str, str], **options) -> int:
    """A POST with these headers alone: the tests' own client would add one."""
    with app.test_request_context(path, method="POST", headers=headers, **options):
        return app.full_dispatch_request().status_code


@pytest.mark.parametrize("headers", REFUSED, ids=str)
@pytest.mark.parametrize("path", ["/masuk", "/daftar", "/keluar", "/lapak/profil/penutupan"])
def test_a_form_of_another_site_is_refused(app, path, headers):
    assert raw_post(app, path, headers) == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_our_own_form_is_read(app, headers):
    assert raw_post(app, "/masuk", headers) == 422


def test_no_method_hides_in_a_header_or_field(app, client):
    sent = {"_method": "DELETE", "_csrf_token": "x"}
    headers = {"X-HTTP-Method-Override": "PUT"}
    assert client.post("/dinas/petugas", data=sent, headers=headers).status_code in (302, 405)
    for method in ("PUT", "PATCH", "DELETE", "TRACE"):
        assert client.open("/lapak/", method=method).status_code in (403, 405)


def test_reading_with_head_and_options_needs_the_same_right(client):
    for path in ("/dinas/", "/lapak/", "/akun/", "/dinas/petugas"):
        for method in ("HEAD", "OPTIONS"):
            answer = client.open(path, method=method)
            assert (answer.status_code, answer.headers["Location"][:6]) == (302, "/masuk")


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app, browser):
    sari = people.by_phone("Sari", "+6281234567890")
    visitor = browser.as_(sari)
    copy = visitor.client.get_cookie("pasar").value
    assert visitor.send("/keluar").status == 302
    thief = app.test_client()
    thief.set_cookie("pasar", copy)
    assert thief.get("/akun/").status_code == 302


def test_a_cookie_from_before_signing_in_opens_nothing(app):
    """The half-signed cookie of the first step does not become a session when the code is given."""
    people.officer("Udin", "udin@dinas.id", duties=["verify"])
    client = app.test_client()
    client.post("/masuk", data={"identity": "udin@dinas.id", "password": people.PASSWORD})
    half = client.get_cookie("pasar").value
    assert client.get("/dinas/").status_code == 302
    assert client.post("/masuk/kode", data={"code": people.code()}).status_code == 302
    assert client.get("/dinas/").status_code == 200
    thief = app.test_client()
    thief.set_cookie("pasar", half)
    assert thief.get("/dinas/").status_code == 302
    assert thief.post("/masuk/kode", data={"code": people.code()}).status_code == 422, "one use"


def test_a_half_signed_cookie_ends_with_the_password(app):
    udin = people.officer("Udin", "udin@dinas.id", duties=["verify"])
    client = app.test_client()
    client.post("/masuk", data={"identity": "udin@dinas.id", "password": people.PASSWORD})
    services.change_password(udin, people.PASSWORD, "meja kayu lampu minyak", now())
    answer = client.post("/masuk/kode", data={"code": people.code()})
    assert answer.headers["Location"] == "/masuk"


@pytest.mark.parametrize(
    "following",
    ["//jahat.test", "/\\jahat.test", "https:jahat.test", "/\t/jahat.test", "javascript:alert(1)"],
)
def test_signing_in_never_leads_to_another_site(app, following):
    people.by_phone("Sari", "+6281234567890")
    answer = app.test_client().post(
        "/masuk",
        query_string={"next": following},
        data={"identity": "081234567890", "password": people.PASSWORD},
    )
    assert answer.headers["Location"] == "/akun/"


def test_a_broken_rule_leads_back_to_this_site_only(app, browser, shop, owner):
    visitor = browser.as_(owner)
    token = visitor.token()
    for path in ("//jahat.test/x", "/\\jahat.test"):
        headers = {"Referer": f"http://localhost{path}"}
        answer = visitor.client.post(
            "/lapak/profil/pembukaan", data={"csrf_token": token}, headers=headers
        )
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    away = visitor.client.post(
        "/lapak/profil/pembukaan",
        data={"csrf_token": token},
        headers={"Referer": "https://jahat.test/lapak/"},
    )
    assert away.status_code == 409
