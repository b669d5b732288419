"""The cast: invented people with fixed characters, shared by the demo world and the tests."""

import hashlib
from dataclasses import dataclass

# Long enough for officers too; every sign-in of the demo world uses it.
PASSWORD = "tampah-emping-di-teras-sore"


@dataclass(frozen=True)
class Person:
    """Someone of the cast who signs in with `email`, or with `phone` where there is no address."""

    key: str
    name: str
    email: str | None = None
    phone: str | None = None
    phone_confirmed: bool = False
    village: str | None = None

    @property
    def sign_in(self) -> str:
        """What she types in the sign-in form."""
        return self.email or self.phone or ""


@dataclass(frozen=True)
class OfficerOfCast(Person):
    """An officer: where she may act (None is the whole province) and what her duties are."""

    regency: str | None = None
    duties: tuple[str, ...] = ()
    is_administrator: bool = False

    @property
    def code_key(self) -> bytes:
        """Her authenticator's secret: the same in every demo world, worthless anywhere else."""
        return hashlib.sha256(f"demo authenticator of {self.key}".encode()).digest()[:20]


# --- buyers --------------------------------------------------------------------------------------
# A clerk in Serang who orders oleh-oleh for her office and reads every word before she asks.
SARI = Person(
    "sari",
    "Sari Wulandari",
    email="sari@contoh.test",
    phone="+6281200000101",
    phone_confirmed=True,
    village="36.73.01.1002",
)
# A student in Ciputat with a cheap phone and no e-mail; his number was never confirmed.
DIMAS = Person("dimas", "Dimas Prakoso", phone="+6281200000102", village="36.74.04.1003")

# --- owners --------------------------------------------------------------------------------------
# Makes emping in Menes since she was twelve; phone only, no e-mail, lost her reading glasses.
ROHAYATI = Person(
    "rohayati", "Rohayati", phone="+6281200000111", phone_confirmed=True, village="36.01.13.2011"
)
# Runs a batik studio in Serang, works by e-mail, keeps her books to the day.
DEWI = Person(
    "dewi",
    "Dewi Anggraeni",
    email="dewi@contoh.test",
    phone="+6281200000112",
    phone_confirmed=True,
    village="36.73.05.1005",
)
# Taps aren palms in Sobang, Lebak; his claim of membership waits on an officer's desk.
UJANG = Person(
    "ujang", "Ujang Suryana", phone="+6281200000113", phone_confirmed=True, village="36.02.22.2002"
)
# A potter in Bumijaya who keeps another shop: the stranger at everybody else's door.
MAMAN = Person(
    "maman",
    "Maman Abdurahman",
    phone="+6281200000114",
    phone_confirmed=True,
    village="36.04.09.2009",
)
# Smokes milkfish in Mauk; opened her shop last week and has not shown that the number is hers.
NURLELA = Person("nurlela", "Nurlela", phone="+6281200000115", village="36.03.08.2012")
# Keeps the stall of the cooperative that is itself a shop in Cilegon.
HENDRA = Person(
    "hendra",
    "Hendra Gunawan",
    email="hendra@contoh.test",
    phone="+6281200000116",
    phone_confirmed=True,
    village="36.72.07.1002",
)

BUYERS = (SARI, DIMAS)
OWNERS = (ROHAYATI, DEWI, UJANG, MAMAN, NURLELA, HENDRA)


# --- officers ------------------------------------------------------------------------------------
def _officer(
    key: str, name: str, regency: str | None, *duties: str, is_administrator: bool = False
) -> OfficerOfCast:
    return OfficerOfCast(
        key,
        name,
        email=f"{key}@contoh.test",
        regency=regency,
        duties=duties,
        is_administrator=is_administrator,
    )


# In each office the first decides on claims and keeps the register, the second watches the street.
DESK = ("verify", "register")
STREET = ("verify", "supervise", "support")

YAYAH = _officer("yayah.pandeglang", "Yayah Rokayah", "36.01", *DESK)
ASEP = _officer("asep.pandeglang", "Asep Mulyadi", "36.01", *STREET)
ENTIN = _officer("entin.lebak", "Entin Supartini", "36.02", *DESK)
DEDI = _officer("dedi.lebak", "Dedi Kurniadi", "36.02", *STREET)
RATNA = _officer("ratna.kabtangerang", "Ratna Komalasari", "36.03", *DESK)
FAJAR = _officer("fajar.kabtangerang", "Fajar Nugroho", "36.03", *STREET)
TUBAGUS = _officer("tubagus.kabserang", "Tubagus Rifai", "36.04", *DESK)
ULFAH = _officer("ulfah.kabserang", "Ulfah Hidayati", "36.04", *STREET)
MEGA = _officer("mega.kotatangerang", "Mega Lestari", "36.71", *DESK)
RUDI = _officer("rudi.kotatangerang", "Rudi Hartanto", "36.71", *STREET)
SYIFA = _officer("syifa.cilegon", "Syifa Fauziah", "36.72", *DESK)
WAHYU = _officer("wahyu.cilegon", "Wahyu Setiadi", "36.72", *STREET)
IMAS = _officer("imas.kotaserang", "Imas Masitoh", "36.73", *DESK)
GILANG = _officer("gilang.kotaserang", "Gilang Permana", "36.73", *STREET)
TITIN = _officer("titin.tangsel", "Titin Suhartini", "36.74", *DESK)
BAYU = _officer("bayu.tangsel", "Bayu Wicaksono", "36.74", *STREET)
# At the province: one keeps the whole register, one curates, one answers complaints.
HALIMAH = _officer("halimah.provinsi", "Halimah Sa'diyah", None, "verify", "register")
ARIF = _officer("arif.provinsi", "Arif Rachman", None, "curate")
LILIS = _officer("lilis.provinsi", "Lilis Nuraeni", None, "supervise", "support")
# Appoints officers; decides on nothing else.
JAJANG = _officer("jajang.admin", "Jajang Sutisna", None, is_administrator=True)

OFFICERS = (
    YAYAH, ASEP, ENTIN, DEDI, RATNA, FAJAR, TUBAGUS, ULFAH, MEGA, RUDI, SYIFA, WAHYU, IMAS, GILANG,
    TITIN, BAYU, HALIMAH, ARIF, LILIS, JAJANG,
)  # fmt: skip
EVERYBODY: tuple[Person, ...] = BUYERS + OWNERS + OFFICERS


def person(name: str) -> Person | None:
    """Whoever of the cast is called by this key, e-mail address or number."""
    return next((one for one in EVERYBODY if name in (one.key, one.email, one.phone)), None)


def officers_of(regency: str | None) -> tuple[OfficerOfCast, ...]:
    """The officers of a kab/kota, or of the province when no code is given."""
    return tuple(one for one in OFFICERS if one.regency == regency and not one.is_administrator)
