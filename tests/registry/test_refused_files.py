"""A file of which too much cannot be read is refused whole; refused rows can be taken away."""

import io
from datetime import timedelta

import pytest

from marketplace.clock import now
from marketplace.demo import cast
from marketplace.errors import RuleBroken
from marketplace.registry import queries, services
from marketplace.sheets import opened
from tests.builders.people import appointed
from tests.registry.desk import preview, text_of

HEAD = "nik,nama,no bh,alamat,no hp"


def register(good: int, bad: int) -> bytes:
    rows = [f"{3602010001001 + i},KSP {i},{i}/BH/X/1999,=1+1,081234567890" for i in range(good)]
    return text_of(*rows, *(f"3.6E+12,KSP Rusak {i},,Jl. {i}," for i in range(bad)), head=HEAD)


def test_a_twentieth_may_be_unreadable_and_not_one_more(app):
    assert preview(register(19, 1)).is_staged
    refused = preview(register(18, 1))
    assert refused.state == "refused" and refused.file_key is None
    assert refused.refusal.startswith("1 dari 19 baris tidak terbaca, lebih dari 5%")
    with pytest.raises(RuleBroken, match="1 dari 19"):
        services.apply(refused, by=None)
    assert queries.version() == 0


def test_contradictions_are_refused_row_by_row_and_not_unreadable(app):
    rows = [f"3602010001001,KSP {i},,," for i in range(4)]
    staged = preview(text_of(*rows, head=HEAD))
    assert staged.is_staged and staged.summary["refused"] == 4


def test_many_rows_with_one_number_name_a_few_others(app):
    rows = [f"3602010001001,KSP {i},,," for i in range(3000)]
    staged = preview(text_of(*rows, head=HEAD))
    reasons = [row.reasons[0] for row in queries.rows_of(staged, outcome="refused")[0]]
    assert all("dan 2994 baris lain" in reason and len(reason) < 300 for reason in reasons)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_refused_rows_are_a_sheet_with_line_reasons_and_cells(app, browser, kind):
    desk = browser.as_(appointed(cast.HALIMAH))
    staged = preview(register(60, 2))
    page = desk.visit("console.register_import", import_id=staged.id)
    link = next(a["href"] for a in page.all("a") if a["href"].endswith(f"ditolak.{kind}"))
    answer = desk.client.get(link)
    assert f"ditolak-impor-{staged.id}.{kind}" in answer.headers["Content-Disposition"]
    with opened(answer.data) as sheet:
        rows = [row for _line, row in sheet.rows()]
    assert rows[0] == ["Baris", "Alasan", "nik", "nama", "no bh", "alamat"]
    assert [row[0] for row in rows[1:]] == ["62", "63"]
    assert "notasi ilmiah" in rows[1][1] and rows[1][2:4] == ["3.6E+12", "KSP Rusak 0"]
    assert "0812" not in str(rows)


def test_a_refused_file_says_so_and_shows_its_rows(browser):
    desk = browser.as_(appointed(cast.HALIMAH))
    form = {"source": "ODS", "data_on": "2026-10-01", "stated_regency": "", "columns": ""}
    sent = desk.send(
        "console.register_upload", {**form, "file": (io.BytesIO(register(3, 3)), "register.csv")}
    )
    page = desk.visit(sent.location)
    assert "3 dari 6 baris tidak terbaca" in page.text
    assert not page.all("form[action$=penerapan]")
    assert desk.send(f"{sent.location}/penerapan").status in (302, 409)
    assert queries.version() == 0


def test_a_refused_file_is_forgotten_like_any_other_that_nobody_needs(app):
    refused = preview(register(3, 3))
    waiting = preview(b"nama,kode\nKSP Maju,12\n", asks=True)
    assert services.forget_old_previews(now() + timedelta(days=29)) == 0
    assert services.forget_old_previews(now() + timedelta(days=31)) == 2
    assert (refused.state, waiting.state, waiting.file_key) == ("discarded", "discarded", None)
    assert queries.rows_of(refused)[1] == 0
