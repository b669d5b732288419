"""The two real registers, where they lie beside the project."""

from pathlib import Path

import pytest

from marketplace.registry import queries
from tests.registry.desk import imported, preview
from tests.shared import shared_file

pytestmark = pytest.mark.usefixtures("known_day")


def register(name: str) -> Path:
    return shared_file("data", "registry", f"koperasi_{name}.csv")


def test_tangerang_is_added_whole_and_two_may_carry_a_badge(app, known_day):
    staged = imported(register("kab_tangerang_ods"))
    assert [staged.summary[k] for k in ("rows", "added", "refused", "warned")] == [4, 4, 0, 2]
    eligible, total = queries.search(eligible=True, on=known_day)
    assert total == 2 and all(queries.is_eligible(one, known_day) for one in eligible)
    lapsed, _total = queries.search(eligible=False, on=known_day)
    assert all(
        "Sertifikat berakhir" in queries.is_eligible(one, known_day).reasons[0] for one in lapsed
    )


def test_bogor_is_kept_outside_banten_and_two_rows_contradict_each_other(app, known_day):
    staged = imported(register("kota_bogor"))
    assert [staged.summary[k] for k in ("rows", "added", "refused", "warned")] == [48, 46, 2, 46]
    refused, _total = queries.rows_of(staged, outcome="refused")
    assert [row.values["name"].split()[-1] for row in refused] == ["Sejahtera", "Sejahtera"]
    assert (
        refused[0].reasons[0].startswith(f"Nomor badan hukum juga dipakai baris {refused[1].line}")
    )
    assert queries.search(regency=queries.OUTSIDE, on=known_day)[1] == 46
    assert queries.search(eligible=True, on=known_day)[1] == 0


@pytest.mark.parametrize(("name", "accepted"), [("kab_tangerang_ods", 4), ("kota_bogor", 46)])
def test_the_second_time_nothing_changes(app, name, accepted):
    imported(register(name))
    again = preview(register(name))
    assert again.summary["unchanged"] == accepted
    assert again.summary["added"] == again.summary["changed"] == 0
