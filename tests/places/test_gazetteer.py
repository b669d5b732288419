"""Banten whole, by its codes; a name that repeats is never shown alone."""

from collections import Counter

import pytest
import sqlalchemy as sa

from marketplace.database import db
from marketplace.places import models, services
from marketplace.places import queries as places

VILLAGES = {
    "36.01": (35, 339),
    "36.02": (28, 345),
    "36.03": (29, 274),
    "36.04": (29, 326),
    "36.71": (13, 104),
    "36.72": (8, 43),
    "36.73": (6, 67),
    "36.74": (7, 54),
}


def test_banten_is_whole():
    counted = {
        regency.code: (
            len(places.districts_of(regency.code)),
            sum(len(places.villages_of(d.code)) for d in places.districts_of(regency.code)),
        )
        for regency in places.regencies()
    }
    assert counted == VILLAGES
    whole = places.gazetteer()
    assert (len(whole.districts), len(whole.villages)) == (155, 1552)


def test_every_village_has_its_postal_code_and_parents():
    for village in places.gazetteer().villages.values():
        assert village.postal_code.isdigit() and len(village.postal_code) == 5
        assert village.code.startswith(village.district.code + ".")
        assert village.district.code.startswith(village.district.regency.code + ".")
        assert village.kind in ("desa", "kelurahan")


def test_a_village_is_never_shown_without_its_kecamatan():
    labels = Counter(village.label for village in places.gazetteer().villages.values())
    assert [label for label, times in labels.items() if times > 1] == []
    names = Counter(village.name for village in places.gazetteer().villages.values())
    assert max(names.values()) > 5, "names do repeat, so the label matters"


@pytest.mark.parametrize("name", ["Cibeber", "Curug", "Sobang"])
def test_repeated_kecamatan_are_told_apart(name):
    twins = [d for d in places.gazetteer().districts.values() if d.name == name]
    assert len(twins) == 2
    assert len({d.label for d in twins}) == 2 and len({d.slug for d in twins}) == 2
    for twin in twins:
        assert places.by_slug(twin.slug) == twin


def test_addresses_of_places_are_unique():
    whole = places.gazetteer()
    slugs = [p.slug for p in (*whole.regencies.values(), *whole.districts.values())]
    assert len(slugs) == len(set(slugs))
    assert places.by_slug("kota-serang").code == "36.73"
    assert places.by_slug("menes").code == "36.01.13"
    assert places.by_slug("jakarta") is None


def test_kabupaten_and_kota_of_one_name_are_told_apart():
    short = {regency.code: regency.short_name for regency in places.regencies()}
    assert short["36.04"] == "Kab. Serang" and short["36.73"] == "Kota Serang"
    assert short["36.01"] == "Pandeglang" and len(set(short.values())) == 8


@pytest.mark.parametrize(
    ("typed", "first"),
    [("Purwaraja", "Purwaraja"), ("kanekes", "Kanekes"), ("ranjeng ciruas", "Ranjeng")],
)
def test_a_village_is_found_by_name(typed, first):
    assert places.find(typed)[0].name == first


@pytest.mark.parametrize("typed", ["", "x", "!!", "zzzzzz", "\u202e", "a" * 10_000])
def test_nonsense_finds_nothing(typed):
    assert places.find(typed) == []


def test_unknown_codes_are_nothing():
    assert places.regency("99") is None and places.village("36.01.01") is None
    assert places.districts_of("99") == [] and places.villages_of("") == []


def test_the_tables_hold_the_same_and_loading_again_adds_nothing(app):
    assert services.sync() == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(models.Village)) == 1552
    kanekes = db.session.get(models.Village, "36.02.14.2001") or db.session.scalar(
        sa.select(models.Village).where(models.Village.name == "Kanekes")
    )
    assert kanekes.postal_code
