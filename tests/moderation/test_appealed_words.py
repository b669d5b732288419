"""An appeal undoes the refusal of what was written then, never of what was written since."""

from dataclasses import replace

from marketplace.catalog import services as catalog
from marketplace.catalog.services import reviewing
from marketplace.moderation import services
from tests.afterwards import fresh
from tests.builders import goods

BAD = replace(goods.WORDS, title="Keripik daun g4nja", category_slug="keripik")
WORDS = "Itu nama dagang dari kakek saya, bukan isinya."
UPHELD = {"version": 1, "upheld": True, "code": "appeal_right", "reason": "Hanya nama dagang."}


def say(listing, owner, words):
    one = fresh(listing)
    catalog.edit(one, by=owner, version=one.version, words=words)


def test_what_was_written_after_the_refusal_waits_for_its_own_look(shop, owner, asep, lilis):
    listing = goods.on_the_street(shop, owner, words=BAD)
    review = reviewing.waiting("held", listing.id)
    seen = {"version": review.version, "listing_version": fresh(listing).version}
    told = {"code": "", "reason": "Nama barang terlarang."}
    refused = services.reject_review(fresh(review), by=asep, **seen, **told)
    appeal = services.appeal(fresh(refused), by=owner, words=WORDS)
    say(listing, owner, replace(BAD, title="Sabu kristal murni"))
    services.answer_appeal(fresh(appeal), by=lilis, **UPHELD)
    assert fresh(listing).state == "draft"
    say(listing, owner, BAD)
    catalog.publish(fresh(listing), by=owner)
    assert fresh(listing).is_published
