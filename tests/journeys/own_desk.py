"""Visits to the desk of whoever curates: searches in vain, and what the search was taught."""

from typing import Any

import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.catalog.models import Permit
from marketplace.clock import today
from marketplace.database import db
from marketplace.search import services as search
from marketplace.search.teaching import taught

PAGES = ("searches", "searches_seldom_opened", "synonyms", "protected_words")


def add(street: Any, curator: User) -> None:
    """Searches that lead nowhere, a group and a guarded word, and the pages that show them."""
    day = today().isoformat()
    search.write_down(
        [
            (day, "rendang durian", 41, 41, 0, 0, 0, 0, 0, 0, None),
            (day, "cemilan kering buat lebaran keluarga besar", 9, 9, 0, 0, 0, 0, 0, 0, None),
            (day, "tas anyaman", 120, 0, 90, 0, 17, 5, 5, 61, 4),
        ]
    )  # fmt: skip
    search.protect_word("lapisan", by=curator)
    street.add("console.dashboard", "lilis.provinsi", angka="inquiries")
    street.add("console.dashboard", "asep.pandeglang")
    permit = db.session.scalars(sa.select(Permit).order_by(Permit.id)).first()
    street.add("console.permits", "halimah.provinsi")
    street.add("console.permits", "halimah.provinsi", keadaan="tidak-cocok", jenis="halal")
    street.add("console.permit", "halimah.provinsi", permit_id=permit.id)
    for key in ("shops", "answer_time"):
        street.add("console.dashboard_rows", "asep.pandeglang", key=key)
    for name in ("queue", *PAGES):
        street.add(f"console.{name}", "arif.provinsi")
    # Looked up by a word: some of what is known is English, as buyers write.
    street.add("console.searches_known", "arif.provinsi", q="kripik")
    for text in ("", "kripik pisang menes", "???"):
        street.add("console.search_trial", "arif.provinsi", q=text)
    street.add("console.synonym_meaning", "arif.provinsi", phrases="kado", meaning="oleh-oleh")
    street.add("console.synonym_group_new", "arif.provinsi")
    groups, _ = taught.groups()
    street.add("console.synonym_group", "arif.provinsi", group_id=groups[0].id)
