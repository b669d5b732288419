"""One of everything that an address can name, and one person of each kind to ask for it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from marketplace import events, mail, storage, tasks
from marketplace.accounts import services as accounts
from marketplace.accounts.models import DUTIES, SignIn, User
from marketplace.catalog.models import ListingReview
from marketplace.catalog.services import permits
from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.inquiries import services as inquiries
from marketplace.moderation import services as moderation
from marketplace.registry import services as registry
from marketplace.registry.models import Business, Cooperative
from marketplace.registry.services import Origin
from marketplace.search import services as search
from marketplace.sellers import queries
from marketplace.sellers import services as sellers
from marketplace.sellers.services import interests, staying_true
from tests.builders import goods, memberships, people, photos, promoted, sheets, shops, wishes

ROLES = ("anonymous", "buyer", "other", "elsewhere", "administrator", "member", "officer")
REGENCY, OTHER_REGENCY = "36.01", "36.71"
PIRT = f"2153601010001-{today().year % 100 + 2:02d}"
REGISTER = b"nik,nama koperasi,kabupaten\n3601010010002,Koperasi Baru,Kab. Pandeglang\n"


@dataclass
class World:
    """People by role, and what the address of each kind of record needs."""

    people: dict[str, User | None]
    ids: dict[str, Any]


def build() -> World:
    """Everything in Pandeglang belongs to `member` or is for `officer` to decide."""
    shop, member = shops.shop_and_owner(cast.ROHAYATI)
    _, other = shops.shop_and_owner(cast.MAMAN, "Gerabah Maman")
    officer = _officer("petugas", REGENCY)
    listing = goods.on_the_street(shop, member)
    memberships.cooperative()
    people_by_role = {
        "anonymous": None,
        "buyer": people.person(cast.DIMAS),
        "other": other,
        "elsewhere": _officer("petugas-lain", OTHER_REGENCY),
        "administrator": people.officer("Admin", "admin@contoh.test", is_administrator=True),
        "member": member,
        "officer": officer,
    }
    return World(people_by_role, _records(shop, member, listing, officer, people_by_role))


def _officer(name: str, regency: str) -> User:
    return people.officer(name, f"{name}@contoh.test", regency_code=regency, duties=list(DUTIES))


def _records(shop: Any, member: Any, listing: Any, officer: Any, everyone: Any) -> dict[str, Any]:
    said = {"number": memberships.NUMBER, "role": "anggota", "member_number": "7"}
    claim = sellers.submit_claim(shop, by=member, evidence=memberships.card(), **said)
    badge = memberships.approved(claim, officer)
    again = _second_claim(shop, member, said)
    accounts.keep_personal_number(member, "nik_ktp", "3601135507850003")
    origin = Origin(filename="r.csv", source="uji", data_on=today(), stated_regency=REGENCY)
    staged = registry.preview(REGISTER, origin, by=officer)
    business = Business(name="Emping", name_key="emping", nib="0220001901234", outside_banten=False)
    with transaction() as session:
        session.add(business)
    waiting = accounts.request_phone_confirmation(everyone["buyer"], now())
    permit = permits.state(shop, by=member, kind="pirt", number=PIRT, listing=listing)
    inquiry = inquiries.ask(listing, listing.variants[0], 1, buyer=None)
    storage.public().put("pictures/emping/320.webp", photos.photo())
    storage.public().put("pictures/emping/bagikan.jpg", photos.photo())
    with transaction():
        letter = mail.queue("sari@contoh.test", "Halo", "Isi.")
    mail.send(_event_of(letter))
    return {
        "phone": everyone["buyer"].phone,
        "key": "emping",
        "letter": letter.id,
        "shop_id": shop.id,
        "shop_slug": shop.slug,
        "listing_id": listing.id,
        "listing_slug": listing.slug,
        "picture_id": listing.pictures[0].id,
        "claim_id": again.id,
        "evidence_id": again.evidence[0].id,
        "badge_id": badge.id,
        "conflict_id": _conflict(badge).id,
        "code": badge.code,
        "import_id": staged.id,
        "task_id": tasks.begin(registry.READ, by=officer).id,
        "sheet_id": sheets.looked_at(shop, member, sheets.EMPING).id,
        "business_id": business.id,
        "cooperative_id": claim.cooperative_id,
        "confirmation_id": waiting.id,
        "user_id": everyone["buyer"].id,
        "officer_id": everyone["elsewhere"].officer.id,
        "inquiry": inquiry.number,
        "permit_id": permit.id,
        "interest_id": _interest(everyone["other"], officer).id,
        **_taught(officer),
        **_promoted(officer, listing),
        "wish_id": wishes.wish("Emping jengkol", listing.category_slug).id,
        **_her_own(everyone["buyer"]),
        **_moderated(shop, listing, member, officer),
    }


def _moderated(shop: Any, listing: Any, member: Any, officer: Any) -> dict[str, Any]:
    """A case that waits, a look at a listing, a decision and the appeal against it."""
    case = moderation.report(listing, "palsu", "Bukan buatan Menes.")
    warned = moderation.report(shop, "menipu", "Minta uang lebih dulu.")
    verdict = moderation.Verdict("warn", "", "Perbaiki keterangannya.")
    decision = moderation.decide(warned, verdict, by=officer, version=warned.version)
    return {
        "case_id": case.id,
        "review_id": db.session.scalars(sa.select(ListingReview.id)).first(),
        "decision_id": decision.id,
        "appeal_id": moderation.appeal(decision, by=member, words="Itu bukan kami.").id,
    }


def _conflict(badge: Any) -> Any:
    """The register no longer calls the badge's cooperative as the officer saw it."""
    with transaction() as session:
        session.get_one(Cooperative, badge.cooperative_id).name = "Koperasi Lain"
    staying_true.recompute(badge.id)
    return queries.open_conflicts_of(badge)[0]


def _interest(other: Any, officer: Any) -> Any:
    """The officer is kin to the other shop's member."""
    return interests.declare(queries.shop_of(other), by=officer, relation="kin")


def _taught(officer: Any) -> dict[str, Any]:
    """A group of words, and a guarded one."""
    group = search.add_synonyms(["oleh-oleh", "suvenir"], by=officer)
    return {"group_id": group.id, "word_id": search.protect_word("lapisan", by=officer).id}


def _promoted(officer: Any, listing: Any) -> dict[str, Any]:
    """A collection of the officer's office that runs, with one listing."""
    running = promoted.running(officer, [listing])
    return {
        "collection_id": running.id,
        "item_id": running.items[0].id,
        "promotion_slug": running.slug,
    }


def _her_own(buyer: User) -> dict[str, Any]:
    """What a person keeps for herself: an address, a browser that is signed in."""
    typed = accounts.Particulars(
        "Rumah", buyer.name, buyer.phone or "", f"{REGENCY}.13.2001", "Jl. Raya Menes 7"
    )
    accounts.start_sign_in(buyer, now(), "Chrome di Android")
    return {
        "request_id": accounts.ask_about_data(buyer, "objection", "Saya keberatan.", now()).id,
        "address_id": accounts.add_address(buyer, typed, now()).id,
        "asking_id": wishes.asking(buyer).id,
        "sign_in_id": db.session.scalars(sa.select(SignIn.id)).first(),
    }


def _event_of(letter: mail.Mail) -> events.Event:
    wanted = sa.select(events.Event).where(events.Event.subject_id == str(letter.id))
    return db.session.scalars(wanted.where(events.Event.name == "mail.queued")).one()


def _second_claim(shop: Any, member: Any, said: dict[str, str]) -> Any:
    """A claim that still waits, on another cooperative."""
    number = "3601010010009"
    memberships.cooperative(
        name="Koperasi Aren", nik_koperasi=number, legal_number=None, legal_number_key=None
    )
    return sellers.submit_claim(
        shop, by=member, evidence=memberships.card(), **{**said, "number": number}
    )
