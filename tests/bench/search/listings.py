"""Listings for timing the search: real titles, repeated, with places, prices, shops and texts."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from marketplace.catalog import categories
from marketplace.catalog.queries import PublicListing
from marketplace.demo import files
from marketplace.places.queries import gazetteer
from tests.bench.relevance.questions import Questions, words

DAY = date(2026, 11, 22)
SINCE = datetime(2024, 1, 1, tzinfo=UTC)
SHOP_SIZE = 12  # listings
DESCRIPTION = 30  # words
SHORT, COMMONEST = 500, 200
NAMES = words("Dapur Toko Warung Rumah Kios Griya Berkah Sumber Mandiri Jaya Sari Rejeki Ibu Bapak")
PEOPLE = words("Iyah Nani Ujang Asep Euis Dedi Yati Cucu Imas Enjum Rohman Suhaeti Mulyadi Sarnah")
FILLING = words(
    "asli dibuat tangan warga desa tanpa pengawet dikirim setiap hari dari rumah produksi kami "
    "bahan pilihan harga terjangkau cocok untuk keluarga acara kantor bisa pesan jumlah banyak "
    "kemasan rapi tahan lama rasa gurih manis ukuran warna sesuai foto silakan tanya dulu stok"
)


class Shelf:
    """As many listings as one asks for; the same number is always the same listing."""

    def __init__(self, titles: Sequence[str], count: int) -> None:
        self.titles = titles
        self.count = count
        self._texts = [words(title) for title in titles]
        self._kinds = [kind for group in categories.level_one() for kind in group.children]
        self._villages = list(gazetteer().villages.values())

    def __iter__(self) -> Iterator[PublicListing]:
        return map(self.listing, range(self.count))

    def listing(self, number: int) -> PublicListing:
        """The listing of a number."""
        dice = random.Random(number)
        shop = random.Random(-1 - number // SHOP_SIZE)
        village = shop.choice(self._villages)
        district = village.district
        kind = dice.choice(self._kinds)
        group = categories.parent_of(kind)
        price = dice.choice((5, 8, 12, 20, 35, 60, 110, 250, 900)) * 1000 + dice.randrange(40) * 500
        sale = dice.random() < 0.1
        member = shop.random() < 0.3
        permits = {"halal": date.max} if dice.random() < 0.2 else {}
        return PublicListing(
            listing_id=number + 1,
            shop_id=number // SHOP_SIZE + 1,
            title=self.titles[number % len(self.titles)],
            category_slug=kind.slug,
            category_parent=kind.parent,
            category_names=(kind.name, *([group.name] if group else [])),
            shop_name=f"{shop.choice(NAMES)} {shop.choice(NAMES)} {shop.choice(PEOPLE)}".title(),
            description=" ".join(self._description(dice)),
            place_names=(village.name, district.name, district.regency.name),
            regency_code=district.regency.code,
            district_code=district.code,
            price_min=price,
            price_max=price * dice.choice((1, 1, 1, 2)),
            sale_min=price * 9 // 10 if sale else price,
            sale_max=price,
            sale_from=DAY - timedelta(days=dice.randrange(20)) if sale else None,
            sale_until=DAY + timedelta(days=dice.randrange(20)) if sale else None,
            verified_until=DAY + timedelta(days=300) if shop.random() < 0.4 else None,
            in_stock=dice.random() < 0.8,
            made_to_order=dice.random() < 0.2,
            published_at=SINCE + timedelta(minutes=dice.randrange(1_500_000)),
            cooperative_id=shop.randrange(1, 400) if member else None,
            permits=permits,
            picture_count=dice.randrange(6),
        )

    def _description(self, dice: random.Random) -> list[str]:
        """Half of it what everybody says, half from what others sell."""
        others = [word for text in dice.sample(self._texts, 4) for word in text]
        half = DESCRIPTION // 2
        said = [*dice.choices(FILLING, k=half), *dice.choices(others or FILLING, k=half)]
        dice.shuffle(said)
        return said


def made(count: int = 20_000) -> tuple[list[str], list[str]]:
    """Titles of the demo's words, and what each names: every thing has two."""
    dice = random.Random(7)
    goods = [words(one.title) for one in files.listings()]
    titles, products = [], []
    for thing in range(count // 2):
        first, second = dice.choice(goods), dice.choice(goods)
        for _ in range(2):
            said = [*first, *dice.sample(second, min(len(second), 2)), dice.choice(NAMES)]
            titles.append(" ".join(dice.sample(said, len(said))).title())
            products.append(str(thing))
    return titles, products


def queries(titles: Sequence[str], products: Sequence[str]) -> list[str]:
    """The 500 short questions of the relevance bench, and the commonest words of titles."""
    short = [one.text for one in Questions(titles, products, seed=7).sets["short"]][:SHORT]
    often: dict[str, int] = {}
    for title in titles:
        for word in set(words(title)):
            often[word] = often.get(word, 0) + 1
    return short + sorted(often, key=lambda word: -often[word])[:COMMONEST]
