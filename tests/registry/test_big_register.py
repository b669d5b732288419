"""A seeded sample of tests/proof/test_matching_register.py, and the real registers if at hand."""

import random

import pytest

from marketplace.database import db
from marketplace.registry import services
from marketplace.registry.matching import Asked, propose
from marketplace.registry.models import Cooperative
from tests.builders import damaged
from tests.register_trial import generated, suggested, try_all
from tests.registry.desk import imported
from tests.shared import shared_file


def test_of_a_small_register_nothing_is_given_wrongly(app):
    big, claims = generated(5, 300, 60)
    assert suggested(claims).overall >= 0.95
    telling = ("right", "number otherwise written", "name only", "a twin's number")
    some = [told for told in damaged.told_of(9, big, 240) if told.damage in telling]
    trial = try_all(big, some, 6)
    assert trial.given.total() and not trial.given["forged"] and not trial.given["name only"]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_the_real_registers_are_found_however_they_are_written(app):
    for name in ("kab_tangerang_ods", "kota_bogor"):
        imported(shared_file("data", "registry", f"koperasi_{name}.csv"))
    services.index_names("koperasi")
    chance, missed = random.Random(3), []
    records = db.session.query(Cooperative).all()
    for record in records:
        place = (record.regency_code, record.district_code)
        for pen in (*damaged.NAMES.values(), lambda _chance, name: name):
            name = pen(chance, record.name)
            found = propose(Asked("member", "", (name,), *place)).suggestions
            if record.id not in [one.record.id for one in found]:
                missed.append((record.name, name))
        for pen in damaged.NUMBERS.values():
            number = pen(chance, record.nik_koperasi or record.legal_number or "")
            found = propose(Asked("member", number, (record.name,), *place)).suggestions
            if record.id not in [one.record.id for one in found]:
                missed.append((record.name, number))
    assert len(records) == 50 and len(missed) <= 0.05 * 10 * len(records), missed
