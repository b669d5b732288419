"""What a register says against a badge is asked once, and answered once as it was seen."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.events import Event
from marketplace.registry import services as registry
from marketplace.registry.models import Cooperative
from marketplace.registry.services import Origin
from marketplace.sellers import queries, services
from marketplace.sellers.models import Badge, BadgeConflict
from marketplace.sellers.services import interests, staying_true
from tests.afterwards import fresh
from tests.at_once import at_once, refusals
from tests.builders import memberships, people

REASON = "Register keliru; instansinya diminta memperbaiki."


@pytest.fixture
def badge(shop, owner, cooperative, yayah) -> Badge:
    return memberships.badge_of(shop, owner, yayah)


def record_says(cooperative: Cooperative, **facts: object) -> None:
    with transaction() as session:
        one = session.get_one(Cooperative, cooperative.id)
        for name, value in facts.items():
            setattr(one, name, value)
    staying_true.recompute_all()


def asked(badge: Badge) -> list[BadgeConflict]:
    db.session.rollback()
    wanted = sa.select(BadgeConflict).where(BadgeConflict.badge_id == badge.id)
    return list(db.session.scalars(wanted.order_by(BadgeConflict.id)))


def bring(officer: object, rows: str, days_ago: int = 0) -> None:
    head = (
        "nik,nama koperasi,kabupaten,bentuk,status sertifikat,tgl berlaku sertifikat,grade,status\n"
    )
    origin = Origin("r.csv", "ODS", today() - timedelta(days=days_ago), None)
    registry.apply(registry.preview((head + rows).encode(), origin, by=officer), by=officer)


@pytest.mark.parametrize(
    ("facts", "kind", "lapses"),
    [({"activity": "Bubar"}, "closed", True),
     ({"certificate_status": "Expired"}, "certificate", True),
     ({"certificate_expires_on": today() + timedelta(days=9)}, "certificate", False),
     ({"nik_koperasi": "3601130019999"}, "number", False),
     ({"name": "KOPERASI LAIN SEKALI"}, "name", False)],
)  # fmt: skip
def test_what_contradicts_is_asked_once(badge, cooperative, facts, kind, lapses, yayah):
    record_says(cooperative, **facts)
    staying_true.recompute_all()
    (question,) = asked(badge)
    assert (question.kind, question.state) == (kind, "open")
    assert question.is_urgent is (kind in ("closed", "number"))
    assert (fresh(badge).lapsed_at is not None) is lapses
    assert [one.id for one in queries.waiting_conflicts_for(yayah)] == [question.id]
    assert queries.count_conflicts_for(yayah) == 1


def test_letter_case_points_and_a_lower_grade_are_no_contradiction(badge, cooperative):
    record_says(
        cooperative, name="Koperasi  Produsen Karya Melinjo",
        legal_number="003003/BH/M.KUKM/2/I/2017", grade="D",
    )  # fmt: skip
    assert asked(badge) == [] and fresh(badge).lapsed_at is not None


def test_what_was_kept_is_not_asked_again_for_the_same_facts(badge, cooperative, yayah):
    record_says(cooperative, name="KOPERASI KARYA BARU")
    (question,) = asked(badge)
    services.keep_badge(
        question, by=yayah, reason=REASON, reason_code="same_body", version=question.version
    )
    staying_true.recompute_all()
    assert [one.state for one in asked(badge)] == ["kept"]
    record_says(cooperative, name="KOPERASI LAIN LAGI")
    assert [one.state for one in asked(badge)] == ["kept", "open"]
    record_says(cooperative, name="KOPERASI PRODUSEN KARYA MELINJO")
    assert [one.state for one in asked(badge)] == ["kept", "settled"]


def test_an_answer_revokes_and_settles_the_rest(badge, cooperative, yayah):
    record_says(cooperative, name="LAIN", activity="Bubar")
    first, second = asked(badge)
    services.revoke_for(
        first, by=yayah, reason=REASON, reason_code="register_says_closed", version=first.version
    )
    assert {one.state for one in asked(badge)} == {"revoked", "settled"}
    assert fresh(badge).revocation_code == "register_says_closed"
    with pytest.raises(Stale):
        services.keep_badge(second, by=yayah, reason=REASON, version=second.version)
    details = db.session.scalars(sa.select(Event.details).where(Event.name == "conflict.revoked"))
    assert details.one() == {
        "badge_id": badge.id, "shop_id": badge.shop_id, "kind": "closed", "import_id": None,
        "code": "register_says_closed",
    }  # fmt: skip


def test_an_answer_to_something_else_than_was_seen_is_refused(badge, cooperative, yayah):
    record_says(cooperative, name="KOPERASI SATU")
    seen = asked(badge)[0].version
    record_says(cooperative, name="KOPERASI DUA")
    with pytest.raises(Stale, match="Register berubah lagi"):
        services.keep_badge(asked(badge)[0], by=yayah, reason=REASON, version=seen)


def test_a_stranger_and_one_with_an_interest_answer_nothing(badge, cooperative, yayah):
    record_says(cooperative, name="LAIN")
    (question,) = asked(badge)
    elsewhere = people.appointed(cast.MEGA)
    assert queries.conflict_for(elsewhere, question.id) is None
    with pytest.raises(NotFound):
        services.keep_badge(question, by=elsewhere, reason=REASON, version=1)
    interests.declare(badge.shop, by=yayah, relation="kin")
    assert queries.waiting_conflicts_for(yayah) == [] and queries.count_conflicts_for(yayah) == 0
    with pytest.raises(RuleBroken, match="kepentingan"):
        services.keep_badge(question, by=yayah, reason=REASON, version=1)


def test_two_officers_answer_once(app, badge, cooperative, yayah):
    record_says(cooperative, name="LAIN")
    (question,) = asked(badge)
    question_id, told = question.id, {"by": yayah, "reason": REASON, "version": question.version}

    def answer(act):
        return lambda: act(db.session.get(BadgeConflict, question_id), **told)

    acts = [services.keep_badge, services.revoke_for, services.keep_badge, services.revoke_for]
    answers = at_once(app, *map(answer, acts))
    assert len(refusals(answers)) == 3
    (question,) = asked(badge)
    assert (question.state == "revoked") is (fresh(badge).revoked_at is not None)


def test_an_applied_import_is_followed_at_once(badge, worker):
    halimah = people.appointed(cast.HALIMAH)
    row = "{},KOPERASI PRODUSEN KARYA MELINJO,Kab. Pandeglang,Primer Kabupaten/Kota,{},{},{},{}\n"
    until = (today() + timedelta(days=300)).isoformat()
    bring(halimah, row.format(memberships.NUMBER, "Sertifikat - Aktif", until, "B", "Aktif"), 30)
    worker()
    bring(halimah, row.format(memberships.NUMBER, "Sertifikat - Aktif", until, "B", "Bubar"), 20)
    worker()
    assert fresh(badge).lapsed_at is not None
    closed = next(one for one in asked(badge) if one.kind == "closed")
    assert closed.import_id is not None and closed.facts[0]["register"] == "Bubar"
    bring(halimah, row.format(memberships.NUMBER, "Sertifikat - Aktif", until, "B", "Aktif"), 5)
    worker()
    assert fresh(badge).lapsed_at is None
    assert asked(badge)[-1].state == "settled"
    other = "3601130019991,KOPERASI LAIN,Kab. Pandeglang,,,,,\n"
    bring(halimah, other, 1)
    worker()
    absent = sa.select(Event.subject_id).where(Event.name == "badge.record_absent")
    assert db.session.scalars(absent).all() == [str(badge.id)]
