"""Words that stand nowhere else, planted wherever a person leaves something, and looked for."""

from io import BytesIO
from typing import Any

import sqlalchemy as sa
from flask import Flask
from PIL import Image

from marketplace import mail, storage, tasks
from marketplace.accounts import services
from marketplace.accounts.models import RightsRequest, User
from marketplace.accounts.services import links
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Permit
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.inquiries import services as inquiries
from marketplace.sellers import services as sellers
from tests import files
from tests.builders import goods, memberships, people, sheets, shops

PHONE, EMAIL = "+6281399887766", "kenari.surat@contoh.test"
WORDS = {
    name: f"kenari{name}x7q"
    for name in (
        "nama", "label", "penerima", "jalan", "patokan", "perangkat", "lapak", "alamatlapak",
        "cerita", "jam", "anggota", "alasan", "judul", "uraian", "sku", "rasa", "foto",
        "lembar", "baris", "izin", "mohon", "jawab", "tugas", "tautan",
        "minta", "catat",
    )
}  # fmt: skip
OTHER_PHONE = "+6281399880000"
USER_AGENT = "KenariBrowser/9.7 (kenariagen; Android 14) Chrome/131.0"
EXIF = "kenariexif"


@tasks.runs("test.kenari")
def _answer(_running: tasks.Running) -> dict[str, str]:
    return {"kata": WORDS["tugas"]}


def photo(colour: int) -> bytes:
    """A photo with a word in its metadata, unlike any other."""
    exif = Image.Exif()
    exif[0x010E] = EXIF
    file = BytesIO()
    noise = Image.effect_noise((320, 240), 80 + colour)
    noise.convert("RGB").save(file, "JPEG", exif=exif)
    return file.getvalue()


def plant(app: Flask, officer: User, worker: Any) -> tuple[User, dict[str, bytes]]:
    """A person who did everything; returns her and what stands for her, by where it was left."""
    user = people.by_phone(WORDS["nama"], PHONE)
    with transaction():
        user = db.session.get_one(User, user.id, with_for_update=True)
        user.set_email(EMAIL, now())
    _own_room(app, user)
    listing, claim = _shop(user, officer)
    inquiries.ask(shops_listing(), None, 1, buyer=user)
    wanted = inquiries.Wanted(WORDS["minta"], "emping", note=WORDS["catat"])
    inquiries.make_wish(wanted, by=user)
    tasks.begin("test.kenari", by=user, files={"masuk.txt": WORDS["tugas"].encode()})
    tasks.run_waiting()
    worker()
    return user, {
        **{name: word.encode() for name, word in WORDS.items()},
        "e-mail": EMAIL.encode(),
        "nomor": PHONE.encode(),
        "nomor penerima": OTHER_PHONE.encode(),
        "bukti": storage.private().get(claim.evidence[0].key)[60:124],
        "gambar": storage.public().get(f"pictures/{listing.pictures[0].key}/320.webp")[60:124],
    }


def shops_listing() -> Any:
    """Somebody else's listing."""
    shop, owner = shops.shop_and_owner(cast.MAMAN, "Gerabah Maman")
    return goods.on_the_street(shop, owner)


def _own_room(app: Flask, user: User) -> None:
    app.test_client().post(
        "/masuk",
        data={"identity": EMAIL, "password": people.PASSWORD},
        headers={"User-Agent": USER_AGENT},
    )
    services.start_sign_in(user, now(), WORDS["perangkat"])
    typed = services.Particulars(
        WORDS["label"], WORDS["penerima"], OTHER_PHONE, "36.01.13.2001", WORDS["jalan"],
        notes=WORDS["patokan"],
    )  # fmt: skip
    services.add_address(user, typed, now())
    services.request_phone_confirmation(user, now())
    asked = services.ask_about_data(user, "correction", f"Mohon {WORDS['mohon']}", now())
    with transaction():
        db.session.get_one(RightsRequest, asked.id).answer = WORDS["jawab"]
        links.make("sign_up", now(), name=WORDS["tautan"], email=EMAIL)
        mail.write(EMAIL, "mail/password_changed.txt")


def _shop(user: User, officer: User) -> tuple[Any, Any]:
    shop = shops.shop_of(user)
    sellers.edit_shop(
        shop, by=user, version=shop.version, name=WORDS["lapak"], village_code=shop.village_code,
        address=WORDS["alamatlapak"], whatsapp=PHONE, story=WORDS["cerita"], hours=WORDS["jam"],
    )  # fmt: skip
    said = catalog.Words(
        title=WORDS["judul"], category_slug="emping", unit="bungkus", description=WORDS["uraian"]
    )
    listing = goods.on_the_street(shop, user, words=said, picture=photo(1))
    catalog.set_cover(shop, by=user, data=photo(2))
    catalog.describe_picture(listing.pictures[0], by=user, alt=WORDS["foto"])
    with transaction():
        variant = listing.variants[0]
        db.session.execute(
            sa.update(type(variant))
            .where(type(variant).id == variant.id)
            .values(sku=WORDS["sku"].upper(), option_one=WORDS["rasa"])
        )
    row = {**sheets.EMPING, "Nama produk": WORDS["baris"], "SKU": "KENARI-9"}
    brought = sheets.looked_at(shop, user, row)
    with transaction():
        db.session.get_one(type(brought), brought.id).filename = WORDS["lembar"]
    with transaction() as session:
        session.add(
            Permit(
                shop_id=shop.id, kind="halal", number=WORDS["izin"], stated_by_id=user.id,
                stated_at=now(),
            )
        )  # fmt: skip
    memberships.cooperative()
    claim = sellers.submit_claim(
        shop, by=user, number=memberships.NUMBER, role="anggota",
        member_number=WORDS["anggota"], evidence=[sellers.Piece("member_card", photo(3))],
    )  # fmt: skip
    with transaction():
        claim = db.session.get_one(type(claim), claim.id)
        claim.reason = WORDS["alasan"]
    return listing, claim


def tables_with(needle: bytes) -> set[str]:
    """Every `table.column` of the database in which something stands."""
    db.session.rollback()
    found = set()
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(sa.select(table)).mappings():
            for column, value in row.items():
                if needle.lower() in _bytes(value).lower():
                    found.add(f"{table.name}.{column}")
    db.session.rollback()
    return found


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def files_with(app: Flask, needle: bytes) -> set[str]:
    """Every file of the installation in which something stands, the database's own included."""
    return files.files_with(app.config["SETTINGS"].home, [needle])
