"""Only those who may bring a sheet may send one that is larger than a picture."""

import io

import pytest

from marketplace.config import MOST_UPLOAD
from tests.builders import people

LARGE = b"x" * (MOST_UPLOAD + 1024)
REGISTER, PRODUCTS = "/dinas/register/impor", "/lapak/produk/berkas"


def sent(browser, person, path: str) -> int:
    mine = browser.as_(person)
    data = {"csrf_token": mine.token(), "file": (io.BytesIO(LARGE), "besar.csv")}
    return mine.client.post(path, data=data, content_type="multipart/form-data").status_code


@pytest.fixture
def passer_by(app):
    return people.by_phone("Sari", "+6281234567890")


@pytest.mark.parametrize("path", [REGISTER, PRODUCTS])
def test_a_large_body_from_a_stranger_to_the_page_is_not_read(browser, passer_by, path):
    assert sent(browser, passer_by, path) == 413


def test_an_officer_with_another_duty_sends_no_register(browser, app):
    helper = people.officer("Udin", "udin@dinas.id", duties=["support"])
    assert sent(browser, helper, REGISTER) == 413
    assert (
        sent(browser, people.officer("Lia", "lia@dinas.id", duties=["register"]), REGISTER) == 422
    )


def test_an_owner_sends_her_sheet_and_no_register(browser, shop, owner):
    assert sent(browser, owner, PRODUCTS) == 422
    assert sent(browser, owner, REGISTER) == 413
