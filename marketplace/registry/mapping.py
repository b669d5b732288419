"""Which column of a file is which field: what the officer says, then headers, then cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from marketplace.errors import RuleBroken
from marketplace.registry import cells, headers, holding, vocabulary
from marketplace.registry.cooperatives import COOPERATIVE
from marketplace.registry.fields import Fields, words_of
from marketplace.registry.kinds import IsPlace, RegisterKind
from marketplace.registry.sheet import Sheet

ASIDE_WORDS = frozenset(("", "-", "abaikan", "lewati", "ignore", "tidak dipakai"))
PARTS = ("male", "female", "total")
# Whom a register counts by men and women; bare `L` and `P` are members of a cooperative.
COUNTED = {
    **{"": "members", "anggota": "members", "karyawan": "employees"},
    **{"tenaga kerja": "workers", "pekerja": "workers"},
}
FLAG_FIELDS = frozenset(
    (
        *("last_rat_on", "managers", "employees", "certificate_edition", "kuk", "activity"),
        *(f"{who}_{part}" for who in ("workers", "employees") for part in PARTS),
    )
)
BY_NAME = "nama kolom"
SAID = "pilihan Anda"
REMEMBERED = "diingat dari sumber ini"
STATUS_WORDS = ("status", "aktif", "status koperasi", "keterangan", "kondisi")
ONES = {"activity": "Aktif", "certificate_status": "Sudah Bersertifikat"}
MANY_COLUMNS = frozenset(("village_name", "last_rat_on"))


@dataclass(frozen=True)
class Column:
    """One column that is used: its field, or the value that a 1 in it stands for."""

    index: int
    header: str
    field: str
    how: str
    value: str | None = None
    otherwise: str | None = None
    is_flag: bool = False


@dataclass
class Understanding:
    """How a file's headers were understood."""

    fields: Fields
    used: list[Column] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    unclear: list[tuple[str, list[str]]] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return any(column.field == name for column in self.used)

    def as_json(self) -> dict[str, Any]:
        """What a page shows of it."""
        return {
            "used": [
                {
                    "header": c.header,
                    "field": c.field,
                    "label": self.fields.label(c.field),
                    "how": c.how,
                    "value": c.value,
                }
                for c in self.used
            ],
            "aside": [{"header": header, "why": why} for header, why in self.aside],
            "unclear": [{"header": header, "samples": samples} for header, samples in self.unclear],
        }


def understand(
    sheet: Sheet,
    stated: Mapping[str, str] | None = None,
    is_place: IsPlace = lambda _field, _cell: False,
    kind: RegisterKind = COOPERATIVE,
    remembered: Mapping[str, str] | None = None,
) -> Understanding:
    """Assign the columns of a sheet; RuleBroken when `stated` names what does not exist.

    `remembered` was stated for earlier files of the same source: what is not there is passed over.
    """
    return _Assignment(sheet, stated or {}, remembered or {}, is_place, kind).made()


class _Assignment:
    def __init__(
        self,
        sheet: Sheet,
        stated: Mapping[str, str],
        remembered: Mapping[str, str],
        is_place: IsPlace,
        kind: RegisterKind,
    ) -> None:
        self.sheet = sheet
        self.fields = kind.fields
        self.guess = kind.guess
        self.stated = _checked(stated, sheet.headers, kind.fields)
        self.remembered = _present(remembered, sheet.headers, kind.fields)
        self.is_place = is_place
        self.result = Understanding(kind.fields)
        self.columns = [sheet.sample(index) for index in range(len(sheet.headers))]
        self.open = [i for i in range(len(sheet.headers)) if sheet.headers[i] or self.columns[i]]

    def made(self) -> Understanding:
        for step in (
            *(self._say_so, self._people, self._flags, self._alias, self._abbreviation),
            *(self._status, self._neighbour, self._aside, self._cells, self._neighbour),
        ):
            for index in sorted(self.open, key=self._turn):
                step(index)
        self._leave_rest()
        self._complete_flags()
        self.result.used.sort(key=lambda column: column.index)
        return self.result

    def _turn(self, index: int) -> tuple[bool, int]:
        """Of `Aset 2023` and `Aset 2024` the later one counts; a bare `Nama` may be a person's."""
        header = self.sheet.headers[index]
        return headers.canonical(header, self.fields) == "nama", -headers.year_in(header)

    def _use(self, index: int, name: str, how: str, *, value: str | None = None) -> None:
        is_flag = self.sheet.is_flag(index)
        header = self.sheet.headers[index]
        self.result.used.append(Column(index, header, name, how, value, is_flag=is_flag))
        self.open.remove(index)

    def _complete_flags(self) -> None:
        """Where a lone column says who is active, a `-` in it says who is not."""
        told = [column for column in self.result.used if column.field == "activity"]
        if len(told) == 1 and told[0].value == "Aktif":
            self.result.used.remove(told[0])
            self.result.used.append(replace(told[0], otherwise="Tidak Aktif"))

    def _put_aside(self, index: int, why: str) -> None:
        self.result.aside.append((self.sheet.headers[index], why))
        self.open.remove(index)

    def _say_so(self, index: int) -> None:
        header = self.sheet.headers[index]
        asked, how = self.stated.get(header), SAID
        if asked is None:
            asked, how = self.remembered.get(header), REMEMBERED
        if asked is None:
            return
        if asked in ASIDE_WORDS:
            self._put_aside(index, how)
            return
        value = None
        if asked in ONES and self.sheet.is_flag(index):
            meant = vocabulary.flag_of(headers.canonical(header, self.fields))
            value = meant[1] if meant and meant[0] == asked else ONES[asked]
        self._use(index, asked, how, value=value)

    def _people(self, index: int) -> None:
        if holding.is_nik_ktp(self.columns[index]):
            self._put_aside(index, "NIK KTP orang, tidak disimpan")
        elif holding.is_phone(self.columns[index]):
            self._put_aside(index, headers.PERSONAL)

    def _flags(self, index: int) -> None:
        """A column of 1/-/0 is a flag, whatever its header says."""
        if not self.sheet.is_flag(index):
            return
        header = headers.without_options(self.sheet.headers[index])
        named = headers.canonical(header, self.fields) or words_of(header)
        meant = vocabulary.flag_of(words_of(header)) or vocabulary.flag_of(named)
        if meant and (meant[0] in self.fields.all or meant[0] in self.fields.derived):
            self._use(index, meant[0], "kolom tanda 1/-", value=meant[1])
            return
        name = headers.by_alias(header, self.fields) or headers.by_abbreviation(header, self.fields)
        if name == "last_rat_on":
            year = headers.year_in(header)
            self._use(index, "rat_held", "kolom tanda 1/-", value=str(year) if year else None)
        elif name is not None and name not in FLAG_FIELDS:
            self._put_aside(index, f"berisi tanda 1/-, bukan {self.fields.label(name)}")

    def _alias(self, index: int) -> None:
        self._take(index, headers.by_alias(self.sheet.headers[index], self.fields), BY_NAME)

    def _abbreviation(self, index: int) -> None:
        header = headers.without_options(self.sheet.headers[index])
        name = headers.by_alias(header, self.fields) or headers.by_abbreviation(header, self.fields)
        *before, last = headers.canonical(header, self.fields).split() or [""]
        if name is None and last == "p":
            of = " ".join(word for word in before if word not in ("jumlah", "total"))
            name = self._men_or_women(COUNTED.get(of))
        self._take(index, name, "singkatan")

    def _take(self, index: int, name: str | None, how: str) -> None:
        if name is None or (self.result.has(name) and name not in MANY_COLUMNS):
            return
        if name not in self.fields.all:
            return
        kind, sure = self.fields.all[name].kind, how == BY_NAME
        if name == "managers" and holding.is_words(self.columns[index]):
            self._put_aside(index, headers.PERSONAL)
            return
        if holding.contradicts(name, kind, self.columns[index], sure=sure):
            return
        self._use(index, name, how)

    def _men_or_women(self, people: str | None) -> str | None:
        """`P` is pria beside a `W`, perempuan beside an `L`."""
        last = {
            headers.canonical(h, self.fields).split()[-1]
            for h in self.sheet.headers
            if headers.canonical(h, self.fields)
        }
        if "wanita" in last:
            return f"{people}_male"
        return f"{people}_female" if "pria" in last else None

    def _status(self, index: int) -> None:
        if headers.canonical(self.sheet.headers[index], self.fields) in STATUS_WORDS:
            self._take(index, holding.guess_status(self.columns[index]), "isi kolom")

    def _neighbour(self, index: int) -> None:
        """A bare `Tanggal` after a number is that number's date; `Jumlah` after men and women
        is their sum."""
        words = re.sub(r" \d+$", "", headers.canonical(self.sheet.headers[index], self.fields))
        before = {column.index: column.field for column in self.result.used}.get(index - 1)
        people, _, part = (before or "").rpartition("_")
        if words in ("jumlah", "total") and people in COUNTED.values() and part in PARTS:
            self._take(index, f"{people}_total", "letak kolom")
        if words.split()[-1:] != ["tanggal"]:
            return
        dates = {"legal_number": "legal_on", "amendment_number": "amendment_on", "nib": "nib_on"}
        self._take(index, dates.get(before or ""), "letak kolom")

    def _aside(self, index: int) -> None:
        header = self.sheet.headers[index]
        if words_of(header) in ("no", "nomor") and self._holds_numbers(index):
            return
        if headers.canonical(header, self.fields) == "nama" and self.result.has("name"):
            self._put_aside(index, headers.PERSONAL)
        elif why := headers.set_aside(header, self.fields):
            self._put_aside(index, why)
        elif not self.columns[index]:
            self._put_aside(index, "kolom kosong")

    def _holds_numbers(self, index: int) -> bool:
        return self.guess(self.columns[index], self.is_place) in ("nik_koperasi", "legal_number")

    def _cells(self, index: int) -> None:
        name = self.guess(self.columns[index], self.is_place)
        if name is not None and not self.result.has(name):
            self._use(index, name, "isi kolom")

    def _leave_rest(self) -> None:
        for index in self.open:
            samples = [cells.clean(cell)[:60] for cell in self.columns[index][:3]]
            self.result.unclear.append((self.sheet.headers[index], samples))


def _checked(stated: Mapping[str, str], known: Sequence[str], of: Fields) -> dict[str, str]:
    checked: dict[str, str] = {}
    for header, term in stated.items():
        real = _real(header, known)
        if real is None:
            raise RuleBroken(f"Kolom “{header}” tidak ada di berkas. Yang ada: {', '.join(known)}.")
        if term.strip().lower() in ASIDE_WORDS:
            checked[real] = ""
            continue
        meant = of.find(term)
        if meant is None:
            terms = ", ".join(field.term for field in of.all.values())
            raise RuleBroken(f"Isian “{term}” tidak dikenal. Pilih salah satu: {terms}.")
        checked[real] = meant.name
    return checked


def _present(remembered: Mapping[str, str], known: Sequence[str], of: Fields) -> dict[str, str]:
    """What was stated earlier and can be so again."""
    here = {header: term for header, term in remembered.items() if _real(header, known)}
    sound = {h: t for h, t in here.items() if t.strip().lower() in ASIDE_WORDS or of.find(t)}
    return _checked(sound, known, of)


def _real(header: str, known: Sequence[str]) -> str | None:
    if header in known:
        return header
    return {words_of(one): one for one in known}.get(words_of(header))
