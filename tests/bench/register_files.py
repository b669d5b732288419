"""Large registers for the benchmark: one list of cooperatives, as CSV and as XLSX."""

import random
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from marketplace.demo import cast

PEOPLE = [person.sign_in for person in (*cast.BUYERS, *cast.OWNERS[:5])]
PASSWORD = cast.PASSWORD
TITLES = (
    "No;NIK;Nama Koperasi;No Badan Hukum;Tgl Badan Hukum;Alamat;Desa;Kecamatan;Kabupaten;Provinsi;"
    "Bentuk;Jenis;Kelompok;Sektor Usaha;Status NIK;Tgl Berlaku Sertifikat;Grade;KUK;Anggota Pria;"
    "Anggota Wanita;Total Anggota;Karyawan;Manajer;Modal Sendiri;Modal Luar;Aset;Volume Usaha;SHU;"
    "Tahun;Tgl RAT"
)
HEAD = TITLES.split(";")
NEW, CHANGED = "2026-09-01", "2026-10-01"


def make(folder: Path, count: int) -> list[tuple[str, Path, str]]:
    """New records as CSV; the same a month later with other grades, as XLSX and again as CSV."""
    paths = {name: folder / name for name in ("new.csv", "changed.xlsx", "changed-again.csv")}
    _csv(paths["new.csv"], count, "B")
    _xlsx(paths["changed.xlsx"], count, "A")
    _csv(paths["changed-again.csv"], count, "C1")
    days = (NEW, CHANGED, "2026-11-01")
    return [(name, path, day) for (name, path), day in zip(paths.items(), days, strict=True)]


def _rows(count: int, grade: str) -> Iterator[list[str | int]]:
    chance = random.Random(7)
    for number in range(1, count + 1):
        men, women = chance.randrange(10, 200), chance.randrange(10, 200)
        day = f"{chance.randrange(1, 29):02}/{chance.randrange(1, 13):02}"
        money = [chance.randrange(10**6, 10**9) for _ in range(5)]
        yield [
            number, 3602010000000 + number, f"Koperasi Uji Nomor {number}",
            f"{number}/BH/KDK.10/I/2001", f"{day}/2001", f"Jl. Raya No. {number}",
            "Rangkasbitung Barat", "Rangkasbitung", "Kab. Lebak", "Banten",
            "Primer Kabupaten/Kota", "Konsumen", "Kop. Konsumen", "Jasa Keuangan dan Asuransi",
            "Sertifikat - Aktif", f"{day}/2028", grade, "KUK 1", men, women, men + women, 3, 1,
            *money, 2025, "12/03/2026",
        ]  # fmt: skip


def _csv(path: Path, count: int, grade: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(";".join(HEAD) + "\n")
        file.writelines(";".join(map(str, row)) + "\n" for row in _rows(count, grade))


def _xlsx(path: Path, count: int, grade: str) -> None:
    """As Excel writes it: with shared strings."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, HEAD)
        for number, row in enumerate(_rows(count, grade), start=1):
            sheet.write_row(number, 0, row)
