"""What a wish may say: a product; never a way to reach somebody."""

from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.database import db
from marketplace.errors import RuleBroken
from marketplace.inquiries import wording
from marketplace.inquiries.models import Wish
from tests.at_once import at_once, refusals
from tests.builders.wishes import wish
from tests.hostile.texts import TEXTS


@pytest.mark.parametrize(
    "text",
    [
        "kopi 0812-3456-7890",
        "kopi +62 812 3456 7890",
        "kopi 0 8 1 2 3 4 5 6 7 8",
        "kopi (021) 555-01234",
        "kopi ０８１２３４５６７８９０",
        "kopi ٠٨١٢٣٤٥٦٧٨٩",
        "kopi 08\u200d12\u200d3456\u200d789",
        "kopi 12345678",
        "kopi 0812–3456–7890",
        "kopi 0812, 3456, 7890",
        "kopi 0812·3456·7890",
        "kopi +62 — 812:3456:7890",
        "kopi 62*812*3456*7890",
    ],
)
def test_a_number_is_refused(text: str) -> None:
    for field, rule in (("text", wording.wanted), ("note", wording.note)):
        with pytest.raises(RuleBroken, match="nomor telepon") as refused:
            rule(text)
        assert refused.value.field == field


@pytest.mark.parametrize(
    "text",
    [
        "kopi sari@contoh.id",
        "kopi @sari_banten",
        "kopi ＠sari",
        "lihat https://contoh.id/x",
        "lihat www.contoh.id",
        "lihat contoh.com ya",
        "lihat wa.me/62812",
        "lihat tokosaya.shop",
    ],
)
def test_a_way_to_somebody_is_refused(text: str) -> None:
    for rule in (wording.wanted, wording.note):
        with pytest.raises(RuleBroken, match="tautan"):
            rule(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kopi robusta 250 gr isi 12",
        "Kain batik 2,5 x 1,15 m motif Datulaya",
        "Hampers Rp150.000–Rp1.500.000",
        "Seragam 100 potong, Rp 12.500.000 semuanya",
        "Emping no. 1",
        "Beras 5 kg / 10 kg / 25 kg",
        "Sambal s.d. level 5",
        "Kue untuk 17-8-2027",
        "Celana ukuran 28, 30, 32, 34, 36, 62, 64",
        "Beras 0,25, 0,5, 0,75, dan 1, 5, 10, 25 kg",
        "Kalender 2026–2027",
    ],
)
def test_a_product_with_sizes_and_prices_is_taken(text: str) -> None:
    assert wording.wanted(text) == text and wording.note(text) == text


@pytest.mark.parametrize(
    "text", ["", "  ", "a", "12", "!!!", "\u202e\u200b", "a1", "\u0301\u0301\u0301"]
)
def test_what_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="paling sedikit 3 huruf"):
        wording.wanted(text)


def test_too_much_is_refused() -> None:
    with pytest.raises(RuleBroken, match="120"):
        wording.wanted("kopi " * 30)
    with pytest.raises(RuleBroken, match="300"):
        wording.note("kopi " * 70)


def test_what_cannot_be_seen_is_left_out() -> None:
    assert wording.wanted("\ufeffKopi\u202e hitam\u2066") == "Kopi hitam"
    assert wording.wanted("Kop" + "i\u0301" + "\u0301" * 50) == "Kopí\u0301\u0301"
    assert wording.note("satu\r\n\0dua") == "satu\ndua"


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_hostile_text_is_refused_or_kept_harmless(app: Any, name: str) -> None:
    text = TEXTS[name].encode("utf-8", "ignore").decode()
    taken = at_once(app, lambda: wish(text, note=text[:300]).text)
    db.session.rollback()
    kept = db.session.scalars(sa.select(Wish)).all()
    if refused := refusals(taken):
        assert refused[0].field in ("text", "note") and kept == []
    else:
        assert [one.text for one in kept] == taken and kept[0].key
        assert 3 <= len(kept[0].text) <= 120 and kept[0].text.isprintable()
