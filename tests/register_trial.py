"""A generated register put to the trial: what is proposed, and what becomes a badge.

The verdict comes from the plan of the register, written down a second time here; the product's
own reading of numbers, names and rules takes no part in it.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.clock import now, today
from marketplace.console.comparison import Comparison
from marketplace.database import db, transaction
from marketplace.errors import RuleBroken
from marketplace.places import queries as places
from marketplace.registry.matching import Asked, propose
from marketplace.sellers import queries, register, services
from marketplace.sellers.models import Badge, Claim, Evidence, Shop
from tests.builders import big_register, damaged, people
from tests.builders.big_register import Big
from tests.builders.damaged import Told
from tests.builders.memberships import seen

WHY = "Kartu dan register cocok."


@dataclass
class Rates:
    """How often the right record was among the suggestions, for each kind of damage."""

    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)

    def of(self, damage: str) -> float:
        """The share for one kind of damage."""
        return self.found[damage] / self.asked[damage]

    @property
    def overall(self) -> float:
        """The share of all claims."""
        return self.found.total() / self.asked.total()

    def __str__(self) -> str:
        lines = [
            f"{damage:32}{self.of(damage):7.1%} among five{self.first[damage] / many:7.0%} first"
            for damage, many in self.asked.items()
        ]
        return "\n".join([*lines, f"{'all':32}{self.overall:7.2%} of {self.asked.total()}"])


def suggested(claims: list[Told]) -> Rates:
    """Ask for each claim which records it may mean."""
    rates = Rates()
    for told in claims:
        db.session.rollback()
        names = (told.name,) if told.name else ()
        place = (told.regency_code, told.district_code)
        proposal = propose(Asked("member", told.number, names, *place))
        ids = [one.record.id for one in proposal.suggestions]
        assert len(ids) <= 5
        rates.asked[told.damage] += 1
        rates.found[told.damage] += told.right["id"] in ids
        rates.first[told.damage] += ids[:1] == [told.right["id"]]
    return rates


# --- the plan, once more --------------------------------------------------------------------------
def may_carry(row: dict[str, Any], on: date) -> bool:
    """Domain, registry.md 1.5: certified, not run out, grade A to C2, not ended, in Banten."""
    ends = row["certificate_expires_on"]
    return (
        row["certificate_status"] in ("Sudah Bersertifikat", "Sertifikat - Aktif")
        and ends is not None
        and ends >= on
        and row["grade"] in ("A", "B", "C1", "C2")
        and row["activity"] not in ("Bubar", "Dibekukan")
        and not row["outside_banten"]
        and row["regency_code"] is not None
    )


def signs(number: str) -> str:
    """A number without what people put before and between its letters and digits."""
    bare = re.sub(r"^\s*(?:nomor|no|nik)\b[\s.:]*", "", number, flags=re.IGNORECASE)
    return "".join(sign for sign in bare.upper() if sign.isalnum())


def badge_ends(row: dict[str, Any], on: date) -> date:
    """The earlier of the certificate's last day and a year from now."""
    try:
        year = on.replace(year=on.year + 1)
    except ValueError:
        year = date(on.year + 1, 2, 28)
    return min(row["certificate_expires_on"], year)


# --- claims as owners make them, officers as they ought to be -------------------------------------
@dataclass
class Trial:
    """Claims on a register, and two officers who say yes to everything.

    Whatever they say, a badge may rest only on the record that the number names, while that may
    carry one. Where the page marked nothing, it also has to be the record that was meant.
    """

    big: Big
    chance: random.Random
    # Badges where nothing was marked, and badges given despite what was.
    given: Counter[str] = field(default_factory=Counter)
    despite: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.by_number = {
            signs(row[name]): row
            for row in self.big.rows
            for name in ("nik_koperasi", "legal_number")
            if row[name]
        }
        self.owner = people.by_phone("Pemilik", "+6281299990000")
        self.checker = people.officer("Pemeriksa", "periksa@contoh.test", duties=["verify"])
        self.approver = people.officer("Penyetuju", "setuju@contoh.test", duties=["verify"])

    def hear(self, number: int, told: Told) -> None:
        """One claim from its making to its end; AssertionError when a badge is wrong."""
        damage = told.damage
        if number % 9 == 0:  # another's number, and a card of one's own cooperative
            damage = "forged"
        claim = self._claim(number, told, damage)
        if claim is None:
            self.refused["at the door"] += 1
            return
        badges = sa.select(sa.func.count()).select_from(Badge)
        before = db.session.scalar(badges) or 0
        db.session.rollback()
        marked = self._is_marked(db.session.get_one(Claim, claim.id))
        assert db.session.scalar(badges) == before, "looking gave a badge"
        badge = self._pressed_on(claim)
        assert (db.session.scalar(badges) or 0) - before == (badge is not None)
        if badge is None:
            self.refused[damage] += 1
            return
        row = self.by_number[signs(claim.number)]
        assert badge.cooperative_id == row["id"], told
        assert may_carry(row, today()), row
        assert badge.expires_on == badge_ends(row, today())
        if marked:
            self.despite[damage] += 1
            return
        self.given[damage] += 1
        assert row["id"] == told.right["id"], told

    def _claim(self, number: int, told: Told, damage: str) -> Claim | None:
        """What an owner typed, with a card that names her cooperative as it is called."""
        typed = told.number
        if damage == "forged":
            typed = self.chance.choice(self.big.rows)["legal_number"]
        try:
            record = register.named("member", typed) if typed else None
        except RuleBroken:
            return None
        shop, at = _shop(number, told), now()
        card = Evidence(
            kind="member_card", key="", media_type="image/webp", added_at=at,
            source=told.right["name"].title(),
        )  # fmt: skip
        claim = Claim(
            shop=shop, submitted_by_id=self.owner.id, number=typed, role="anggota",
            member_number=f"A-{number}", submitted_at=at, since=at, evidence=[card],
            cooperative_id=record.id if record else None,
        )  # fmt: skip
        with transaction() as session:
            session.add(claim)
        return claim

    def _pressed_on(self, claim: Claim) -> Badge | None:
        """Both officers say yes, whatever they saw; the services have the last word."""
        try:
            services.check(claim, by=self.checker, reason=WHY, seen=seen(claim))
            return services.approve(claim, by=self.approver, reason=WHY, seen=seen(claim))
        except RuleBroken:
            return None

    def _is_marked(self, claim: Claim) -> bool:
        """Whether number or issuer differ, or a warning is shown; places may differ honestly."""
        record = register.record_of(claim)
        if record is None:
            return False
        verdict = register.verdict(record, claim.kind, today())
        marked = {row[0] for row in Comparison.of(claim, record, verdict).rows if row[3]}
        told = [*queries.proposal_for(claim).warnings, *queries.warnings_about(claim)]
        return bool(marked & {"Nomor koperasi", "Penerbit kartu"} or told)


def _shop(number: int, told: Told) -> Shop:
    village = next(
        (
            one
            for one in places.gazetteer().villages.values()
            if one.district.code == told.district_code
        ),
        places.gazetteer().villages["36.01.13.2011"],
    )
    at = now() - timedelta(days=30)
    return Shop(
        name=f"Lapak {number}", slug=f"lapak-{number}", village_code=village.code,
        regency_code=village.district.regency.code, whatsapp="+6281299990000",
        whatsapp_confirmed_at=at, created_at=at, updated_at=at,
    )  # fmt: skip


def try_all(big: Big, claims: list[Told], seed: int) -> Trial:
    """Every claim of these, one after another, and every record as it was at the end."""
    trial = Trial(big, random.Random(seed))
    for number, told in enumerate(claims):
        trial.hear(number, told)
    return trial


def generated(seed: int, size: int, many: int) -> tuple[Big, list[Told]]:
    """A register in the database, and claims on it."""
    big = big_register.plan(seed, size, today())
    big_register.keep(big)
    return big, damaged.told_of(seed + 1, big, many)
