"""The two real registers, where they lie beside the project."""

from datetime import date
from pathlib import Path

import pytest

from marketplace.clock import today
from marketplace.registry import queries
from tests.registry.desk import imported, preview

REAL = Path(__file__).parents[3] / "shared" / "data" / "registry"
TANGERANG, BOGOR = REAL / "koperasi_kab_tangerang_ods.csv", REAL / "koperasi_kota_bogor.csv"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the real registers are not here")


def test_tangerang_is_added_whole_and_two_may_carry_a_badge(app):
    staged = imported(TANGERANG)
    assert [staged.summary[k] for k in ("rows", "added", "refused", "warned")] == [4, 4, 0, 2]
    on = date(2026, 11, 22)
    eligible, total = queries.search(eligible=True, on=on)
    assert total == 2 and all(queries.is_eligible(one, on) for one in eligible)
    lapsed, _total = queries.search(eligible=False, on=on)
    assert all("Sertifikat berakhir" in queries.is_eligible(one, on).reasons[0] for one in lapsed)


def test_bogor_is_kept_outside_banten_and_two_rows_contradict_each_other(app):
    staged = imported(BOGOR)
    assert [staged.summary[k] for k in ("rows", "added", "refused", "warned")] == [48, 46, 2, 46]
    refused, _total = queries.rows_of(staged, outcome="refused")
    assert [row.values["name"].split()[-1] for row in refused] == ["Sejahtera", "Sejahtera"]
    assert (
        refused[0].reasons[0].startswith(f"Nomor badan hukum juga dipakai baris {refused[1].line}")
    )
    assert queries.search(regency=queries.OUTSIDE, on=today())[1] == 46
    assert queries.search(eligible=True, on=today())[1] == 0


@pytest.mark.parametrize(
    ("file", "accepted"), [(TANGERANG, 4), (BOGOR, 46)], ids=["tangerang", "bogor"]
)
def test_the_second_time_nothing_changes(app, file, accepted):
    imported(file)
    again = preview(file)
    assert again.summary["unchanged"] == accepted
    assert again.summary["added"] == again.summary["changed"] == 0
