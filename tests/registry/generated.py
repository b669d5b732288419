"""Register files as offices make them, generated: one set of records in a thousand habits."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.sheets.books import book

SPELLINGS = {
    "nik_koperasi": ["NIK", "Nomor Induk Koperasi (NIK)", "nik_koperasi", "NO. NIK", "nikkoperasi"],
    "name": ["Nama Koperasi", "nama_koperasi", "NM.KOP", "KOPERASI", "nmkop"],
    "legal_number": ["No Badan Hukum", "nomor_badan_hukum", "NO BH", "nobdnhukum", "No. BH"],
    "legal_on": ["Tgl Badan Hukum", "tanggal_badan_hukum", "TGL BH", "tglbh"],
    "members_total": ["Jumlah Anggota", "jml_angg", "TOTAL ANGGOTA", "Anggota"],
    "assets": ["Aset", "total_aset", "JUMLAH ASET", "Nilai Aset"],
    "grade": ["Grade", "STATUS GRADE", "grade_koperasi"],
}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
BULAN = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
NAMES = st.sampled_from(
    [
        *("KSP Maju", "KUD Tani “Jaya”", "Koperasi Café Banten", "KSU Karya, Mandiri"),
        *("BMT Al-Ikhlas; Serang", "Kopkar Baja | Unit 2"),
    ]
)


@dataclass(frozen=True)
class Record:
    """What every file of a set says of one cooperative."""

    number: int
    name: str
    on: date
    members: int
    assets: int
    grade: str

    @property
    def values(self) -> dict[str, Any]:
        """As the importer keeps it."""
        return {
            "nik_koperasi": str(3602010000001 + self.number),
            "name": f"{self.name} {self.number}",
            "legal_number": f"{self.number}/BH/KDK.10/I/2001",
            "legal_on": self.on.isoformat(),
            "members_total": self.members,
            "assets": self.assets,
            "grade": self.grade,
        }


RECORDS = st.lists(
    st.builds(
        Record, st.integers(1, 9999), NAMES, st.dates(date(1971, 1, 1), date(2020, 12, 31)),
        st.integers(20, 9000), st.integers(10**6, 10**11),
        st.sampled_from(["A", "B", "C1", "C2"]),
    ),
    min_size=3, max_size=6, unique_by=lambda record: record.number,
)  # fmt: skip


def grouped(value: int, mark: str) -> str:
    return f"{value:,}".replace(",", mark)


NIKS = [lambda n: n, lambda n: f"'{n}", lambda n: f"{n}.0", lambda n: f" {n} ", lambda n: f'="{n}"']
DAYS = [
    lambda d: d.isoformat(), lambda d: f"{d:%d/%m/%Y}", lambda d: f"{d:%d-%m-%Y}",
    lambda d: f"{d.day} {BULAN.split()[d.month - 1]} {d.year}", lambda d: f"{d:%Y-%m-%d} 00:00:00",
    lambda d: str((d - date(1899, 12, 30)).days),
]  # fmt: skip
MONEY = [
    str, lambda n: grouped(n, "."), lambda n: f"Rp {grouped(n, '.')}", lambda n: f"Rp{n},00",
    lambda n: grouped(n, ",") + ".00", lambda n: f"Rp. {grouped(n, '.')},-",
]  # fmt: skip
COUNTS = [str, lambda n: f"{n} orang", lambda n: f"{n}.0"]


@dataclass(frozen=True)
class Habits:
    """How an office writes."""

    kind: str
    delimiter: str
    encoding: str
    titles: dict[str, str]
    order: list[str]
    nik: int
    day: int
    money: int
    count: int
    preamble: bool
    total: bool
    upper: bool


HABITS = st.builds(
    Habits,
    kind=st.sampled_from(["csv", "csv", "csv", "xlsx"]),
    delimiter=st.sampled_from(list(",;\t|")),
    encoding=st.sampled_from(ENCODINGS),
    titles=st.fixed_dictionaries({name: st.sampled_from(t) for name, t in SPELLINGS.items()}),
    order=st.permutations(list(SPELLINGS)),
    nik=st.integers(0, len(NIKS) - 1), day=st.integers(0, len(DAYS) - 1),
    money=st.integers(0, len(MONEY) - 1), count=st.integers(0, len(COUNTS) - 1),
    preamble=st.booleans(), total=st.booleans(), upper=st.booleans(),
)  # fmt: skip


def file_of(records: list[Record], habits: Habits) -> bytes:
    """The records as this office sends them."""
    titles = [habits.titles[name] for name in habits.order]
    rows: list[list[Any]] = [["DAFTAR KOPERASI"], []] if habits.preamble else []
    rows.append([title.upper() if habits.upper else title for title in titles])
    rows += [_row(record, habits) for record in records]
    if habits.total:
        rows.append(["JUMLAH"])
    return book(*rows) if habits.kind == "xlsx" else _csv(rows, habits)


def _row(record: Record, habits: Habits) -> list[Any]:
    told = record.values
    written: dict[str, Any] = {
        **told,
        "nik_koperasi": NIKS[habits.nik](told["nik_koperasi"]),
        "legal_on": DAYS[habits.day](record.on),
        "assets": MONEY[habits.money](record.assets),
        "members_total": COUNTS[habits.count](record.members),
    }
    if habits.kind == "xlsx":  # real numbers and days, as Excel keeps them
        written["nik_koperasi"] = (
            int(told["nik_koperasi"]) if habits.nik % 2 else told["nik_koperasi"]
        )
        written["assets"] = record.assets if habits.money % 2 else written["assets"]
        written["legal_on"] = record.on if habits.day % 2 else written["legal_on"]
    return [written[name] for name in habits.order]


def _csv(rows: list[list[Any]], habits: Habits) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=habits.delimiter, lineterminator="\r\n")
    width = len(habits.order)
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return text.getvalue().encode(habits.encoding)
