"""An officer imports the two real registers and sees, row by row, what will become of them."""

from datetime import date

import pytest
import sqlalchemy as sa

from marketplace.database import db
from marketplace.registry import queries as registry
from marketplace.registry.models import Cooperative
from tests.builders import people
from tests.journeys.test_story import brings, count, signs_in
from tests.shared import shared_file

# The day for which the eligible are known: certificates run out later.
DAY = date(2026, 11, 22)
# Added, refused, eligible for a badge on that day.
REGISTERS = {
    "koperasi_kab_tangerang_ods.csv": (4, 0, 2),
    "koperasi_kota_bogor.csv": (46, 2, 0),
}


@pytest.fixture(params=[True], ids=["script"])
def script(request):
    return request.param


@pytest.mark.parametrize("name", REGISTERS)
def test_a_real_register_is_seen_before_it_counts(site, person, name):
    register = shared_file("data", "registry", name).read_bytes()
    added, refused, eligible = REGISTERS[name]
    with site.app.app_context():
        people.officer("Ibu Petugas", "petugas@contoh.test", duties=["register"])
        db.session.remove()
    officer = person("Ibu Petugas", width=1280)
    signs_in(officer, "petugas@contoh.test", site)
    brings(officer, register, name)
    officer.sees("Ditambah")
    assert count(site.app, Cooperative) == 0
    officer.agrees_to("Terapkan")
    with site.app.app_context():
        records = db.session.scalars(sa.select(Cooperative)).all()
        badges = [r for r in records if registry.is_eligible(r, DAY).is_eligible]
        assert (len(records), len(badges)) == (added, eligible)
    brings(officer, register, name)
    officer.sees("Tetap")
    assert count(site.app, Cooperative) == added
    if refused:
        officer.sees("Ditolak")
