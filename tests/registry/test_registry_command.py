"""`flask registry import`: figures as JSON, words for people, exit codes for scripts."""

import json

import pytest

from marketplace.clock import today
from marketplace.commands.registry import registry
from marketplace.demo import cast
from marketplace.registry import queries
from marketplace.registry.businesses import queries as businesses
from marketplace.registry.summary import KEYS
from tests.builders.people import appointed
from tests.registry.desk import KOTA, ODS
from tests.registry.test_businesses import SIDT
from tests.sheets.books import book


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()

    def command(*arguments: object):
        return runner.invoke(registry, ["import", *map(str, arguments)])

    return command


def test_a_file_is_imported_and_told_row_by_row(run):
    told = run(ODS, "--source", "ODS", "--data-on", "2026-10-01")
    assert told.exit_code == 0
    assert "nomor_badan_hukum → Nomor badan hukum" in told.output
    assert "baris 4 diperingatkan" in told.output
    assert queries.search(on=today())[1] == 4


def test_a_list_of_businesses_is_imported_under_its_kind(run):
    told = run(SIDT, "--kind", "umkm", "--data-on", "2026-10-01")
    assert told.exit_code == 0 and "nomor_surat_izin → Nomor surat izin" in told.output
    assert "no_telp – data pribadi, tidak disimpan" in told.output
    assert businesses.search()[1] == 3
    again = run(SIDT, "--json")
    assert json.loads(again.stdout)["unchanged"] == 3
    assert run(SIDT, "--kind", "toko").exit_code == 2


def test_a_dry_run_prints_the_summary_alone_and_writes_nothing(run):
    told = run(KOTA, "--regency", "36.73", "--dry-run", "--json")
    assert told.exit_code == 0
    assert tuple(json.loads(told.stdout)) == KEYS
    assert json.loads(told.stdout)["added"] == 4
    assert queries.search(on=today())[1] == 0
    assert queries.imports(None)[0][0].state == "discarded"


def test_headers_are_settled_by_map(run, tmp_path):
    file = tmp_path / "register.csv"
    file.write_text("lembaga x;kode;warna\nKSP Maju;12/34/X;biru\n", encoding="utf-8")
    refused = run(file)
    assert refused.exit_code == 1
    assert "tidak ditemukan" in refused.output
    told = run(file, "--map", "lembaga x=nama", "--map", "kode=no_badan_hukum", "--json")
    assert (told.exit_code, json.loads(told.stdout)["added"]) == (0, 1)
    assert "warna ? tidak jelas" in told.stderr


def test_it_acts_as_the_named_officer_with_her_limits(run):
    appointed(cast.RATNA)
    told = run(ODS, "--as", cast.RATNA.email, "--json")
    assert json.loads(told.stdout)["refused"] == 4
    assert run(ODS, "--as", "nobody@contoh.test").exit_code == 1


def test_what_is_wrong_ends_with_words_and_its_code(run, tmp_path):
    (tmp_path / "x.csv").write_bytes(b"%PDF-1.4")
    told = run(tmp_path / "x.csv")
    assert (told.exit_code, "PDF, bukan CSV" in told.output) == (1, True)
    assert run(tmp_path / "none.csv").exit_code == 2
    assert run(ODS, "--map", "nonsense").exit_code == 2
    assert run(ODS, "--data-on", "besok").exit_code == 2


def test_a_refused_row_says_which_cell_could_not_be_read(run, tmp_path):
    file = tmp_path / "register.csv"
    file.write_text("nama;nik\nKSP Maju;3,604E+12\n", encoding="utf-8")
    told = run(file, "--dry-run")
    assert "baris 2 ditolak" in told.output and "notasi ilmiah" in told.output


def test_a_file_of_which_too_much_cannot_be_read_is_refused_whole(run, tmp_path):
    file = tmp_path / "register.csv"
    file.write_text("nama;nik\nKSP Maju;3,604E+12\nKSP Jaya;3604010010010\n", encoding="utf-8")
    told = run(file)
    assert told.exit_code == 1 and "1 dari 2 baris tidak terbaca" in told.output
    assert queries.imports(None)[0][0].state == "refused"
    assert run(file, "--dry-run").exit_code == 1
    assert queries.imports(None)[0][0].state == "discarded"
    assert queries.search(on=today())[1] == 0


def test_a_workbook_is_imported_and_its_progress_told(run, tmp_path):
    rows = [[f"KSP {n}", 3602010001001 + n] for n in range(6000)]
    (tmp_path / "register.xlsx").write_bytes(book(["nama", "nik"], *rows))
    told = run(tmp_path / "register.xlsx", "--json")
    assert (told.exit_code, json.loads(told.stdout)["added"]) == (0, 6000)
    assert "Membaca baris 12%" in told.stderr and "Menyiapkan pratinjau 100%" in told.stderr
