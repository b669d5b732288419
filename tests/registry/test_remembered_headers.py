"""What an officer settles about headers counts for the next file of the same source."""

import io

from marketplace.demo import cast
from marketplace.registry import queries, services
from tests.builders.people import appointed
from tests.registry.desk import preview

FILE = b"lembaga x,kode,warna\nKSP Maju,12/34/X,biru\n"
FORM = {"source": "Dinas Lebak", "data_on": "2026-10-01", "stated_regency": "", "columns": ""}
SAID = {"lembaga x": "nama", "kode": "no_badan_hukum", "warna": "abaikan"}


def meanings(import_) -> dict[str, str]:
    told = {c["header"]: c["field"] for c in import_.mapping["used"]}
    return {**told, **{c["header"]: c["why"] for c in import_.mapping["aside"]}}


def test_the_next_file_of_a_source_is_understood_like_the_last(app):
    preview(FILE, source="Dinas Lebak", header_map=SAID)
    again = preview(FILE.replace(b"lembaga x", b"Lembaga_X"), source="Dinas Lebak")
    assert meanings(again) == {
        "Lembaga_X": "name", "kode": "legal_number", "warna": "diingat dari sumber ini",
    }  # fmt: skip
    assert again.mapping["used"][0]["how"] == "diingat dari sumber ini"


def test_a_file_without_such_a_column_keeps_the_memory_for_later(app):
    preview(FILE, source="Dinas Lebak", header_map=SAID)
    preview(b"nama,no bh\nKSP Maju,1/BH/X/1999\n", source="Dinas Lebak")
    assert "kode" in meanings(preview(FILE, source="Dinas Lebak"))


def test_another_source_and_another_office_remember_nothing(app):
    entin = appointed(cast.ENTIN)
    preview(FILE, source="Dinas Lebak", header_map=SAID, by=entin)
    lebak = entin.officer.regency_code
    assert queries.settled_headers("Dinas Lebak", "koperasi", lebak) == SAID
    assert queries.settled_headers("Dinas Lebak", "koperasi", None) == {}
    assert queries.settled_headers("ODS", "koperasi", lebak) == {}


def test_what_is_said_anew_wins_over_the_memory(app):
    preview(FILE, source="Dinas Lebak", header_map=SAID)
    again = preview(FILE, source="Dinas Lebak", header_map={"warna": "kelompok"})
    assert meanings(again)["warna"] == "group_name"
    third = services.remap(again, {"warna": "abaikan"}, by=None)
    assert meanings(third)["warna"] == "pilihan Anda"


def test_a_file_whose_needed_columns_are_unclear_waits_for_the_officer(browser):
    desk = browser.as_(appointed(cast.HALIMAH))
    sent = desk.send("console.register_upload", {**FORM, "file": (io.BytesIO(FILE), "lebak.csv")})
    page = desk.visit(sent.location)
    assert "Tentukan arti kolomnya dulu" in page.text
    assert "misalnya biru" in page.text
    import_id = int(sent.location.rsplit("/", 1)[1])
    assert queries.import_of(import_id, None).state == "unclear"
    assert desk.send(f"{sent.location}/penerapan").status in (302, 409)
    again = desk.send(f"{sent.location}/kolom", {"kolom-0": "nama", "kolom-1": "no_badan_hukum"})
    assert "Ditambah 1" in desk.visit(again.location).text
    third = desk.send("console.register_upload", {**FORM, "file": (io.BytesIO(FILE), "l.csv")})
    assert "Ditambah 1" in desk.visit(third.location).text


def test_a_file_that_waits_can_be_dropped(browser):
    desk = browser.as_(appointed(cast.HALIMAH))
    sent = desk.send("console.register_upload", {**FORM, "file": (io.BytesIO(FILE), "lebak.csv")})
    assert desk.send(f"{sent.location}/pembatalan").status == 302
    assert "Dibatalkan" in desk.visit(sent.location).text
