"""The index in the database."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from marketplace.database import BigId, Model

# What is compared byte by byte, as Python compares it.
Term = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
Lexemes = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")
Small = sa.Integer()


class _IndexedListing:
    """One listing as the index knows it: what is searched, filtered, ordered and scored by.

    The numbers mean what `columns.column_values` says; NULL stands for its 0. `record` holds all
    of them packed (`engine_postgres.packing`), for what is read back in masses.
    """

    # No foreign key: the index is written by its own clock, and may lag behind a deletion.
    listing_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    # In front, where PostgreSQL finds them without measuring all columns before them.
    record: Mapped[bytes]
    standing: Mapped[int]
    published: Mapped[int]
    price_min: Mapped[int]
    price_max: Mapped[int]
    sale_min: Mapped[int | None]
    sale_max: Mapped[int | None]
    cooperative: Mapped[int | None]
    sale_from: Mapped[int | None] = mapped_column(Small)
    sale_until: Mapped[int | None] = mapped_column(Small)
    kind: Mapped[int] = mapped_column(Small)
    parent: Mapped[int] = mapped_column(Small)
    regency: Mapped[int] = mapped_column(Small)
    district: Mapped[int] = mapped_column(Small)
    verified: Mapped[int | None] = mapped_column(Small)
    halal: Mapped[int | None] = mapped_column(Small)
    pirt: Mapped[int | None] = mapped_column(Small)
    bpom: Mapped[int | None] = mapped_column(Small)
    merek: Mapped[int | None] = mapped_column(Small)
    stock: Mapped[bool]
    made_to_order: Mapped[bool]
    words: Mapped[str] = mapped_column(Lexemes)
    shingles: Mapped[bytes]


class _Shelf(_IndexedListing):
    """The listings of one rebuild, lying in the order of their standing, the best first."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[sa.Index, ...]:  # noqa: N805
        return _indexes(cls.__tablename__)  # type: ignore[attr-defined]


def _indexes(table: str) -> tuple[sa.Index, ...]:
    return (
        # Without a list of pending entries, which every query would read from end to end.
        sa.Index(
            f"ix_{table}_words",
            "words",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),
        sa.Index(f"ix_{table}_published", "published", "listing_id"),
    )


class SearchShelfA(_Shelf, Model):
    """One of two shelves: one answers while the other is filled."""

    __tablename__ = "search_shelf_a"


class SearchShelfB(_Shelf, Model):
    """The other."""

    __tablename__ = "search_shelf_b"


class SearchFresh(_IndexedListing, Model):
    """A listing written since the last rebuild, by the change of a number; with its terms."""

    __tablename__ = "search_fresh"

    number: Mapped[int]
    entries: Mapped[bytes]

    __table_args__ = _indexes("search_fresh")


class SearchGone(Model):
    """A listing taken out since the last rebuild, which one that runs must not bring back."""

    __tablename__ = "search_gone"

    listing_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    number: Mapped[int]


class _KnownTerm:
    """A term, and how many listings have it: anywhere, in what names them, in the title."""

    term: Mapped[str] = mapped_column(Term, primary_key=True)
    listings: Mapped[int] = mapped_column(Small)
    naming: Mapped[int] = mapped_column(Small)
    titles: Mapped[int] = mapped_column(Small)


class SearchTermsA(_KnownTerm, Model):
    """The terms of shelf a and of what is fresh."""

    __tablename__ = "search_terms_a"


class SearchTermsB(_KnownTerm, Model):
    """The terms of shelf b and of what is fresh."""

    __tablename__ = "search_terms_b"


class _Postings:
    """Which rows of a shelf have a term, and how often each field has it: a part of the shelf.

    Kept for each term besides the rows: a query reads a few runs of bytes for its own terms, not
    all terms of ten thousand rows.
    """

    term: Mapped[str] = mapped_column(Term, primary_key=True)
    part: Mapped[int] = mapped_column(Small, primary_key=True, autoincrement=False)
    entries: Mapped[bytes]


class SearchPostingsA(_Postings, Model):
    """The terms of the rows of shelf a."""

    __tablename__ = "search_postings_a"


class SearchPostingsB(_Postings, Model):
    """The terms of the rows of shelf b."""

    __tablename__ = "search_postings_b"


class SearchState(Model):
    """The one row that says which shelf answers, and what is known of all its listings.

    `written` names how words were read and rows packed; `totals` are the lengths of each field,
    added up; `slugs` the categories that any listing ever had.
    """

    __tablename__ = "search_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    shelf: Mapped[str]
    written: Mapped[str]
    documents: Mapped[int]
    totals: Mapped[dict[str, int]] = mapped_column(sa.JSON)
    slugs: Mapped[list[str]] = mapped_column(sa.JSON)
