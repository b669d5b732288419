"""Addresses and forms that nobody types: each is answered in words, none breaks the site."""

import pytest

from tests.builders import people

HUGE = "9" * 19
RESERVED = ("endpoint", "_anchor", "_external", "_scheme", "_method", "self")


@pytest.mark.parametrize("name", RESERVED)
def test_a_query_is_never_an_argument_of_our_own(browser, name):
    """A name that the framework knows is only a name; it never moves a link elsewhere."""
    browser.visit(f"/toko/?{name}=javascript&halaman=2")


def test_links_to_other_pages_keep_what_was_asked(app):
    from marketplace.web.pages import page_of

    with app.test_request_context("/toko/?_scheme=ftp&daerah=lebak&halaman=3"):
        page = page_of(100, 10, 3)
        assert page.url(1) == "/toko/?_scheme=ftp&daerah=lebak"
        assert page.url(4) == "/toko/?_scheme=ftp&daerah=lebak&halaman=4"


@pytest.mark.parametrize("number", [HUGE, "9" * 5000, "²", "-1"])
def test_a_cooperative_that_cannot_be_is_none(browser, number, shop, owner):
    visitor = browser.as_(owner)
    page = visitor.visit(f"/lapak/verifikasi/anggota?koperasi={number}")
    assert not page.all("#klaim input[name=role]")
    sent = {"record": number, "role": "anggota", "member_number": "7"}
    assert visitor.send("/lapak/verifikasi/anggota/klaim", sent).status == 404


@pytest.mark.parametrize("length", [257, 1025, 5000, 100_000])
def test_a_password_of_any_length_is_only_wrong(app, client, length):
    """The same answer for who has an account and who has none: else the answer would tell."""
    people.by_phone("Sari", "+6281234567890")
    answers = [
        client.post("/masuk", data={"identity": identity, "password": "x" * length})
        for identity in ("081234567890", "081234567899")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]


def test_a_password_that_grows_when_it_is_normalised_is_too_long(client):
    sent = {"name": "Sari", "identity": "081234567890", "password": "\ufdfa" * 250, "consent": "y"}
    answer = client.post("/daftar", data=sent)
    assert answer.status_code == 422
    assert "paling panjang" in answer.get_data(as_text=True)


def test_a_file_name_with_nul_breaks_nothing(app, browser):
    """PostgreSQL holds no NUL; a name in a multipart body can carry one."""
    officer = people.officer("Udin", "udin@dinas.id", duties=["register"])
    visitor = browser.as_(officer)
    page = visitor.visit("/dinas/register/impor")
    fields = page.fields('form[enctype="multipart/form-data"]')
    content = b"nama koperasi,nik\nKoperasi Melinjo,3601010010001\n"
    body = _multipart(
        {**fields, "source": "uji"}, "a.csv\"; filename*=UTF-8''a%00b.csv;x=\"", content
    )
    answer = visitor.client.post(
        "/dinas/register/impor", data=body, content_type="multipart/form-data; boundary=batas"
    )
    assert answer.status_code in (302, 400)


def _multipart(fields: dict[str, str], filename: str, content: bytes) -> bytes:
    parts = [
        f'--batas\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--batas\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n\r\n'
    return b"".join([*parts, head.encode(), content, b"\r\n--batas--\r\n"])
