"""Visits to what buyers look for and nobody lists: the form, the owner's page, the dinas's."""

from typing import Any

import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.inquiries import services as inquiries
from marketplace.inquiries.models import Wish


def _one(condition: Any) -> Wish:
    return db.session.scalars(sa.select(Wish).where(condition).limit(1)).one()


def add(street: Any, supervisor: User) -> None:
    """Wishes that an owner sells, that she might, that somebody sells, and one that is hidden."""
    street.add("storefront.wish", q="kopi robusta", daerah="kabupaten-lebak")
    street.add("storefront.wish_recorded", kategori="camilan", produk=1)
    for who in ("rohayati", "ujang", "nurlela", "hendra"):
        street.add("workspace.wishes", who)
    for kind in ("emping", "kue-basah"):
        wish = _one(Wish.category_slug == kind)
        street.add("workspace.wish", "rohayati", wish_id=wish.id)
    hidden = inquiries.make_wish(inquiries.Wanted("Emping ajaib penyembuh segala", "emping"))
    inquiries.hide_wish(hidden, by=supervisor, reason="Mengaku menyembuhkan.")
    for wish in (_one(Wish.state == "open"), _one(Wish.state == "answered"), hidden):
        street.add("console.wish", "lilis.provinsi", wish_id=wish.id)
    street.add("console.wishes", "jajang.admin")
    street.add("console.wishes", "lilis.provinsi", kategori="camilan", daerah="36.01")
    street.add("console.wishes", "entin.lebak", keadaan="disembunyikan")
