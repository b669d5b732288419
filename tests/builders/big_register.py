"""A register of cooperatives as large as a province's, generated, with what goes wrong in one.

Twins (one name, two legal numbers), numbers that differ in one digit, names that were changed,
certificates that ran out, records that contradict themselves, records that end.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.database import transaction
from marketplace.places import queries as places
from marketplace.registry import legal_number, services
from marketplace.registry.cooperatives import name_key
from marketplace.registry.models import Cooperative, RecordName

_WORDS = (
    "sinar karya maju mekar jaya sejahtera mandiri makmur kandaga melati mawar anggrek cahaya "
    "bintang surya harapan barokah amanah ikhlas falah hidayah taqwa mulia utama abadi lestari "
    "rahayu rahmat sentosa guyub rukun sepakat sumber rejeki berkah tunas muda bina warga cipta "
    "dana artha guna swadaya mitra sahabat kencana permata mutiara samudra bahari tirta "
    "gemilang cemerlang perkasa wijaya kusuma melinjo kelapa lada pandan sawit kakao durian "
    "manggis salak rotan bambu tenun batik emping bandeng krakatau ujung kulon baduy karangantu "
    "caringin surosowan kaibon tirtayasa kibin ciujung cidanau rawa gunung lembah pasir putri "
    "saluyu waluya silih asih asah simpati wargi paguyuban husnul khotimah syifa qolbu madani "
    "mubarok annur arrahman muhajirin muttaqin salam istiqomah ukhuwah hasanah jannah firdaus "
    "munawaroh nurul iman ihsan fathonah siddiq tabligh zakat "
)
WORDS = _WORDS.split()
BODIES = (
    "Koperasi Konsumen", "Koperasi Produsen", "Koperasi Jasa", "Koperasi Pemasaran", "KSP", "KSU",
    "KUD", "Koperasi Karyawan", "Koperasi Simpan Pinjam", "KPRI", "Koperasi Wanita", "Koppontren",
    "KSPPS", "BMT", "Koperasi Serba Usaha", "Koperasi Nelayan",
)  # fmt: skip
MONTHS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
STATUSES = ("Sudah Bersertifikat", "Sertifikat - Aktif", "Belum Bersertifikat",
            "Sertifikat - Expired", None)  # fmt: skip
FORMS = ("Primer Kabupaten/Kota", "Primer Kabupaten/Kota", "Primer Kabupaten/Kota", None,
         "Primer Provinsi", "Sekunder Provinsi")  # fmt: skip

ACTIVITIES = (None, "Aktif", "Tidak Aktif", "Bubar", "Dibekukan")
GRADES = ("A", "B", "C1", "C2", "D", "C", None)


@dataclass
class Big:
    """The register as the test planned it: facts by id, former names, and what was planted."""

    rows: list[dict[str, Any]]
    former: dict[int, str] = field(default_factory=dict)
    twins: list[int] = field(default_factory=list)


def plan(seed: int, size: int, on: date) -> Big:
    """Facts of `size` cooperatives; the same for the same seed and day."""
    chance = random.Random(seed)
    villages = sorted(places.gazetteer().villages.values(), key=lambda one: one.code)
    big = Big([])
    sequence: dict[str, int] = {}
    for number in range(1, size + 1):
        village = chance.choice(villages)
        is_of_village = number <= min(len(villages), size // 6)
        if is_of_village:
            village = villages[(number * 7) % len(villages)]
        name = _village_name(village) if is_of_village else _name(chance, village.name)
        big.rows.append(_facts(chance, number, name, village, sequence, on))
    _plant(chance, big)
    return big


def _village_name(village: Any) -> str:
    kind = "Kelurahan" if village.code.split(".")[3].startswith("1") else "Desa"
    return f"Koperasi {kind} Merah Putih {village.name}"


def _name(chance: random.Random, village: str) -> str:
    own = " ".join(chance.sample(WORDS, chance.choice((1, 2, 2, 2, 3)))).title()
    if chance.random() < 0.12:
        own += f" {chance.choice(('I', 'II', 'III', '2', '1'))}"
    if " " not in own or chance.random() < 0.2:
        own += f" {village}"
    return f"{chance.choice(BODIES)} {own}"


def _facts(
    chance: random.Random, number: int, name: str, village: Any, sequence: dict[str, int], on: date
) -> dict[str, Any]:
    code = village.code.replace(".", "")
    prefix = f"{code[:4]}{int(code[4:6]) * 10:03}0{chance.choice('1236')}"
    sequence[prefix] = sequence.get(prefix, 0) + 1
    year = chance.randint(1998, 2024)
    legal = _legal(chance, number, year)
    read = legal_number.read(legal)
    assert read is not None
    outside = chance.random() < 0.02
    regency = village.district.regency
    return {
        "id": number,
        "name": name.upper() if chance.random() < 0.6 else name,
        "nik_koperasi": f"{prefix}{sequence[prefix]:04}" if chance.random() < 0.85 else None,
        "legal_number": read.text,
        "legal_number_key": read.key,
        "form": chance.choice(FORMS),
        "regency_code": None if outside or chance.random() < 0.01 else regency.code,
        "regency_name": regency.name,
        "district_code": None if outside else village.district.code,
        "district_name": village.district.name,
        "outside_banten": outside,
        "activity": chance.choices(ACTIVITIES, (60, 30, 4, 4, 2))[0],
        "certificate_status": chance.choices(STATUSES, (35, 35, 12, 12, 6))[0],
        "certificate_expires_on": None
        if chance.random() < 0.08
        else on + timedelta(days=chance.choice((-400, -1, 0, 1, 30, 200, 500, 900))),
        "grade": chance.choices(GRADES, (20, 30, 15, 10, 15, 5, 5))[0],
    }  # fmt: skip


def _legal(chance: random.Random, number: int, year: int) -> str:
    if year >= 2020:
        return f"AHU-{number:07}.AH.01.26.TAHUN {year}"
    if year >= 2016:
        return f"{number:06}/BH/M.KUKM.2/{chance.choice(MONTHS)}/{year}"
    return f"{number}/BH/KDK.10.{chance.randint(1, 8)}/{chance.choice(MONTHS)}/{year}"


def _plant(chance: random.Random, big: Big) -> None:
    """Twins beside each other, and names that were changed."""
    some = max(2, len(big.rows) // 50)
    for one in chance.sample(range(len(big.rows) - 1), some):
        twin, row = big.rows[one + 1], big.rows[one]
        same = ("name", "regency_code", "regency_name", "district_code", "district_name")
        twin.update({name: row[name] for name in same})
        big.twins += [row["id"], twin["id"]]
    for row in chance.sample(big.rows, some):
        if row["id"] not in big.twins:
            big.former[row["id"]] = _name(chance, row["district_name"])


def keep(big: Big) -> None:
    """Write the register, with the names that records had before, and read their words."""
    rows = [{**row, "name_key": name_key(row["name"])} for row in big.rows]
    before = [
        {"kind": "koperasi", "record_id": id_, "name_key": name_key(name)}
        for id_, name in big.former.items()
    ]
    with transaction() as session:
        session.execute(sa.insert(Cooperative), rows)
        if before:
            session.execute(sa.insert(RecordName), before)
    services.index_names("koperasi")
