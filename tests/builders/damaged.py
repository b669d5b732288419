"""How people write down a cooperative: rightly, with slips of the pen, or something else."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.builders.big_register import Big


@dataclass(frozen=True)
class Told:
    """What a claim tells of a record, and which record is meant; `damage` says what went wrong."""

    damage: str
    number: str
    name: str
    right: dict[str, Any]
    # Where the shop stands.
    regency_code: str | None
    district_code: str | None


Pen = Callable[[random.Random, str], str]


def wrong_digit(chance: random.Random, text: str) -> str:
    place = _digit_of(chance, text)
    return text[:place] + chance.choice("0123456789".replace(text[place], "")) + text[place + 1 :]


def missing_digit(chance: random.Random, text: str) -> str:
    place = _digit_of(chance, text)
    return text[:place] + text[place + 1 :]


def extra_digit(chance: random.Random, text: str) -> str:
    place = _digit_of(chance, text)
    return text[:place] + chance.choice("0123456789") + text[place:]


def swapped(chance: random.Random, text: str) -> str:
    """Two neighbouring digits that differ change places."""
    pairs = [at for at in range(len(text) - 1) if _differ(text[at : at + 2])]
    if not pairs:
        return wrong_digit(chance, text)
    at = chance.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _differ(two: str) -> bool:
    return two.isdigit() and two[0] != two[1]


def _differ(two: str) -> bool:
    return two.isdigit() and two[0] != two[1]


def otherwise_written(chance: random.Random, text: str) -> str:
    """The same number with other signs between its letters and digits."""
    if text.isdigit():
        parted = (f"{text[:4]} {text[4:7]} {text[7:]}", f"{text[:6]}-{text[6:]}")
        return chance.choice((*parted, f"'{text}", f"NIK: {text}"))
    loose = (text.replace("/", " / "), text.replace(".", ""), text.replace("-", " - "))
    return chance.choice((*loose, text.lower(), f"No. {text}", f"Nomor {text}"))


def _digit_of(chance: random.Random, text: str) -> int:
    return chance.choice([place for place, sign in enumerate(text) if sign.isdigit()])


_SPELLINGS = {
    "kh": "h", "ikhlas": "ihlas", "ah": "at", "sy": "s", "f": "p", "q": "k", "u": "oe", "j": "dj",
    "ii": "2", "v": "f",
}  # fmt: skip
_BODIES = (
    ("koperasi simpan pinjam", "KSP"), ("koperasi serba usaha", "K.S.U."), ("koperasi", "Kop."),
    ("koperasi", "KOP"), ("koperasi", ""), ("koperasi", "koprasi"), ("koperasi karyawan", "Kopkar"),
    ("koperasi desa merah putih", "KDMP"), ("kpri", "Koperasi Pegawai Republik Indonesia"),
    ("ksu", "Koperasi Serba Usaha"), ("ksp", "Kop. Simpan Pinjam"), ("kud", "Koperasi Unit Desa"),
    ("koppontren", "Koperasi Pondok Pesantren"),
)  # fmt: skip


def respelled(chance: random.Random, name: str) -> str:
    """Other letters for the same sounds."""
    low = name.lower()
    fits = [(old, new) for old, new in _SPELLINGS.items() if old in low]
    old, new = chance.choice(fits) if fits else ("a", "a")
    return chance.choice((low.replace(old, new), low.replace(old, new).upper()))


def body_rewritten(chance: random.Random, name: str) -> str:
    """The kind of body abbreviated, spelled out, or left out."""
    low = name.lower()
    fits = [(old, new) for old, new in _BODIES if low.startswith(old + " ")]
    if not fits:
        return name
    old, new = chance.choice(fits)
    return f"{new} {name[len(old) :].strip()}".strip()


def mistyped(chance: random.Random, name: str) -> str:
    """One letter wrong, missing, doubled or swapped in its own words."""
    places = [at for at, sign in enumerate(name) if sign.isalpha() and at > len(name) // 3]
    at = chance.choice(places)
    instead = ("", name[at] * 2, "e", name[at : at + 2][::-1])
    chosen = chance.choice(instead)
    return name[:at] + chosen + name[at + (2 if chosen == instead[3] else 1) :]


def turned(chance: random.Random, name: str) -> str:
    """Its words in another order, or written together."""
    words = name.split()
    if len(words) < 3:
        return name
    return (
        " ".join([*words[:-2], words[-1], words[-2]])
        if chance.random() < 0.5
        else (" ".join([*words[:-2], words[-2] + words[-1].lower()]))
    )


NUMBERS: dict[str, Pen] = {
    "number otherwise written": otherwise_written, "digit wrong": wrong_digit,
    "digits swapped": swapped, "digit missing": missing_digit, "digit too many": extra_digit,
}  # fmt: skip
NAMES: dict[str, Pen] = {
    "body rewritten": body_rewritten,
    "respelled": respelled,
    "mistyped": mistyped,
    "turned": turned,
}


def told_of(seed: int, big: Big, many: int) -> list[Told]:
    """Claims on records of this register, each with one kind of damage, all kinds alike often."""
    chance = random.Random(seed)
    kinds = ["right", *NUMBERS, *(f"{kind}, no name" for kind in list(NUMBERS)[1:]), "name only",
             *(f"name {kind}" for kind in NAMES), "former name", "a twin's number",
             "another's number", "personal number", "shop elsewhere"]  # fmt: skip
    return [_told(chance, kinds[number % len(kinds)], big) for number in range(many)]


def _told(chance: random.Random, damage: str, big: Big) -> Told:
    row = chance.choice(big.rows)
    if damage == "former name":
        row = big.rows[chance.choice(list(big.former)) - 1]
    if damage == "a twin's number":
        row = big.rows[chance.choice(big.twins) - 1]
    number = (
        row["nik_koperasi"]
        if row["nik_koperasi"] and chance.random() < 0.5
        else row["legal_number"]
    )
    name, place = row["name"], row
    kind = damage.removesuffix(", no name")
    if kind in NUMBERS:
        number = NUMBERS[kind](chance, number)
        name = "" if damage != kind else _loosely(chance, name)
    elif damage.startswith("name "):
        number = ""
        pen = NAMES.get(damage.removeprefix("name "))
        name = pen(chance, name) if pen else name
    elif damage == "former name":
        number, name = "", big.former[row["id"]]
    elif damage == "a twin's number":
        twin = big.twins[big.twins.index(row["id"]) ^ 1]
        number = big.rows[twin - 1]["legal_number"]
    elif damage == "another's number":
        number, name = chance.choice(big.rows)["legal_number"], _loosely(chance, name)
    elif damage == "personal number":
        number = f"3604{chance.randint(10**11, 10**12 - 1)}"
    elif damage == "shop elsewhere":
        number, place = wrong_digit(chance, number), chance.choice(big.rows)
    return Told(damage, number, name, row, place["regency_code"], place["district_code"])


def _loosely(chance: random.Random, name: str) -> str:
    """As people write a name that they know: often rightly, often not."""
    return chance.choice((str.title, str.upper, str.lower))(
        chance.choice((body_rewritten, respelled, lambda _c, same: same))(chance, name)
    )
