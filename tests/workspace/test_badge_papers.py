"""A badge on paper: the right size, the right words, a code that leads to its proof."""

import re
import zlib
from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace.clock import today
from marketplace.database import transaction
from marketplace.demo import cast
from marketplace.sellers.models import Badge, Shop
from marketplace.web import qr
from marketplace.web.pdf import badges as paper
from marketplace.web.pdf.paper import printable
from tests.builders import memberships, shops

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
MILLIMETRE = 72 / 25.4
LONG = "Kerajinan Anyaman Bambu dan Rotan Ibu Hajjah Siti Nurhasanah " * 4


def printed(**changes: str) -> paper.Printed:
    said = {
        "site": "Pasar Banten", "shop": "Emping Rohayati", "says": "Anggota Koperasi Karya Melinjo",
        "office": "Dinas Koperasi dan UKM Kabupaten Pandeglang", "until": "27 Februari 2027",
        "code": "MKJN23456789", "address": "https://pasar.test/cek/MKJN23456789",
        "where": "pasar.test/cek/",
    }  # fmt: skip
    return paper.Printed(**{**said, **changes})


def size(pdf: bytes) -> tuple[int, int]:
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box is not None
    return round(float(box[1]) / MILLIMETRE), round(float(box[2]) / MILLIMETRE)


def drawn(pdf: bytes) -> bytes:
    """The commands of its one page."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    pages = [zlib.decompress(one) for one in streams if one[:1] == b"x"]
    return next(one for one in pages if b" re f" in one or b" re\nf" in one)


def squares(pdf: bytes) -> set[tuple[int, int]]:
    """Which squares of its first code are dark."""
    path = re.search(rb"q 0 0 0 rg [^c]+ cm ((?:\d+ -?\d+ \d+ 1\.01 re ?)+)f Q", drawn(pdf))
    assert path is not None
    runs = re.findall(rb"(\d+) (-?\d+) (\d+) 1\.01 re", path[1])
    return {
        (-int(down) - 1 - 4, int(across) - 4 + step)
        for across, down, length in runs
        for step in range(int(length))
    }


@pytest.mark.parametrize(
    ("draw", "millimetres"), [(paper.card, (105, 148)), (paper.stickers, (210, 297))]
)
def test_size_weight_and_code_are_right(draw, millimetres, engine):
    pdf = draw(printed())
    assert size(pdf) == millimetres and len(pdf) < 100_000
    rows = qr.modules("https://pasar.test/cek/MKJN23456789")
    dark = {(y, x) for y, row in enumerate(rows) for x, one in enumerate(row) if one}
    assert squares(pdf) == dark
    assert drawn(pdf).count(b"q 0 0 0 rg") == (1 if draw is paper.card else 24)


@pytest.mark.parametrize("name", [LONG, "W" * 300, "😀 日本 <b>&ṅ\x00", "", "Lapak (Ibu) \\ 100%"])
def test_long_and_odd_names_do_not_break_it(name, engine):
    for draw in (paper.card, paper.stickers):
        assert draw(printed(shop=name, says=name, office=name, where=name)).startswith(b"%PDF-")


def test_what_the_font_cannot_write_is_left_out(engine):
    assert printable("Batik  Šeni 😀 日本\x00!") == "Batik Seni !"


def test_its_owner_prints_it_while_it_counts(browser, shop, owner, cooperative, yayah):
    badge = memberships.badge_of(shop, owner, yayah)
    desk = browser.as_(owner)
    page = desk.visit("workspace.verification")
    assert page.all(".badge-paper a") and badge.code[:4] in page.text
    for endpoint in ("workspace.badge_card", "workspace.badge_stickers"):
        answer = desk.client.get(desk.address(endpoint, code=badge.code))
        assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF-")
        assert answer.headers["Cache-Control"] == "private, no-store"
    stranger = browser.as_(shops.shop_and_owner(cast.MAMAN, "Gerabah Maman")[1])
    stranger.visit("workspace.badge_card", code=badge.code, status=404)
    for change in ({"expires_on": today() - timedelta(days=1)}, {"expires_on": today()}):
        with transaction() as session:
            session.execute(sa.update(Badge).values(**change))
            session.execute(
                sa.update(Shop).values(
                    whatsapp_confirmed_at=None if change["expires_on"] == today() else sa.func.now()
                )
            )
        assert desk.client.get(f"/lapak/lencana/{badge.code}/kartu.pdf").status_code == 404
