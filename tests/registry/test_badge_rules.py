"""Rules of badges as data: each kind judged, a new version judged anew, and both explained."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from marketplace.registry import badge_rules, eligibility
from tests.registry.test_eligibility import SOUND

ON, LATER = date(2026, 11, 22), date(2027, 2, 1)
NIB = {
    "nib": "0220001901234", "regency_code": "36.01", "outside_banten": False,
    "business_status": "Aktif", "scale": "Mikro",
}  # fmt: skip


def business(**changes):
    return SimpleNamespace(**{**NIB, **changes})


def cooperative(**changes):
    return SimpleNamespace(**{**SOUND, **changes})


@pytest.mark.parametrize(
    ("changes", "failing"),
    [
        ({}, set()),
        ({"business_status": None, "scale": None}, set()),
        ({"business_status": "Tidak Aktif"}, set()),
        ({"business_status": "Pindah alamat"}, set()),
        ({"nib": None}, {"nib"}),
        ({"business_status": "Tutup"}, {"business_status"}),
        ({"business_status": "NIB DICABUT"}, {"business_status"}),
        ({"scale": "Besar"}, {"scale"}),
        ({"outside_banten": True}, {"outside_banten"}),
        ({"regency_code": None}, {"regency_code"}),
    ],
)
def test_a_business_needs_a_nib_that_stands_in_banten(changes, failing):
    found = eligibility.judge("business", business(**changes), ON)
    assert (bool(found), found.failing) == (not failing, failing)
    assert found.expires_on is None
    assert len(found.reasons) == len(failing)


def test_what_is_weakly_known_warns_and_refuses_nothing():
    weak = {"business_status": "Tidak Aktif", "scale": None, "nib_on": date(2011, 1, 1)}
    found = eligibility.judge("business", business(**weak), ON)
    assert found and len(found.warnings) == 3
    told = cooperative(activity="Tidak Aktif", members_male=3, members_female=4, members_total=8)
    member = eligibility.judge("member", told, ON)
    assert member and [words[:25] for words in member.warnings] == [
        "Koperasi tercatat tidak a", "Anggota pria 3 + wanita 4"]  # fmt: skip
    board = eligibility.judge("cooperative", cooperative(last_rat_on=date(2024, 3, 1)), ON)
    assert board and "RAT terakhir tercatat tahun 2024" in board.warnings[0]


@pytest.fixture
def a_stricter_rule(monkeypatch):
    """From 2027 on grade C2 and middle-sized businesses do not suffice, and six months pass."""
    shipped = {kind: badge_rules.rules(kind) for kind in badge_rules.KINDS}
    for kind, known in shipped.items():
        shipped[kind] = (*known, replace(
            known[-1], version="2027-1", begins=date(2027, 1, 1), months_after_verification=6,
            grades=known[-1].grades - {"C2"}, scales=known[-1].scales - {"Menengah"},
        ))  # fmt: skip
    monkeypatch.setattr(badge_rules, "rules", lambda kind: shipped[kind])


@pytest.mark.parametrize("kind", ["member", "cooperative"])
def test_a_new_version_judges_anew_from_its_day_and_says_why(a_stricter_rule, kind):
    record = cooperative(grade="C2")
    before, after = (eligibility.judge(kind, record, day) for day in (ON, LATER))
    assert (bool(before), before.rule) == (True, "2026-1")
    assert (bool(after), after.rule, after.failing) == (False, "2027-1", {"grade"})
    assert eligibility.judge(kind, record, date(2026, 12, 31))
    assert not eligibility.judge(kind, record, date(2027, 1, 1))
    assert eligibility.explain(before.rule, before.facts, after) == [
        "Aturan lencana 2027-1 berlaku sejak 1 Januari 2027.",
        "Menurut aturan itu grade C2 tidak lagi memenuhi syarat.",
        "Lencana kini berlaku paling lama 6 bulan sejak diverifikasi.",
    ]


def test_a_business_is_judged_anew_too(a_stricter_rule):
    record = business(scale="Menengah")
    before, after = (eligibility.judge("business", record, day) for day in (ON, LATER))
    assert before and not after
    assert any("skala usaha Menengah" in one for one in
               eligibility.explain(before.rule, before.facts, after))  # fmt: skip


def test_a_record_that_changed_is_explained_by_its_facts():
    before = eligibility.judge("member", cooperative(), ON)
    after = eligibility.judge(
        "member", cooperative(grade="D", activity="Bubar", certificate_expires_on=ON), ON
    )
    assert eligibility.explain(before.rule, before.facts, after) == [
        "Sertifikat berlaku sampai: dahulu 12 Januari 2028, sekarang 22 November 2026.",
        "Grade: dahulu B, sekarang D.",
        "Keaktifan: dahulu tidak tercatat, sekarang Bubar.",
    ]


def test_days_alone_are_explained_by_the_reasons():
    record = cooperative(certificate_expires_on=ON)
    before, after = (eligibility.judge("member", record, day) for day in (ON, LATER))
    assert eligibility.explain(before.rule, before.facts, after) == list(after.reasons)
    assert eligibility.explain(before.rule, before.facts, before) == []


def test_every_shipped_rule_says_since_when_and_on_what_it_rests():
    for kind in badge_rules.KINDS:
        for rule in badge_rules.rules(kind):
            assert rule.basis and rule.months_after_verification > 0
            assert badge_rules.rule_called(rule.version, kind) is rule
    assert badge_rules.rule_on(date(1999, 1, 1)) is badge_rules.rules("member")[0]
