"""The tables of the search room: the index in the database, what was asked, what was taught."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import BigId, Id, Model


class SearchDocument(Model):
    """One listing as the index knows it; a removed one stays as an empty row with its version.

    `version` is the number of the change that wrote the row, so a process that holds the index
    in memory asks for the rows above the number it has.
    """

    __tablename__ = "search_documents"

    # No foreign key: the index is written by its own clock, and may lag behind a deletion.
    listing_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(index=True)
    words: Mapped[str]
    gone: Mapped[bool]
    terms: Mapped[dict[str, dict[str, int]]] = mapped_column(sa.JSON)
    properties: Mapped[dict[str, Any]] = mapped_column(sa.JSON)

    __table_args__ = (
        sa.Index(
            "ix_search_documents_words",
            "words",
            sqlite_where=sa.text("gone = 0"),
            postgresql_where=sa.text("NOT gone"),
        ),
    )


class SynonymGroup(Model):
    """Phrases that mean the same to whoever searches; officers write them."""

    __tablename__ = "synonym_groups"

    id: Mapped[Id]
    added_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    phrases: Mapped[list["SynonymPhrase"]] = relationship(
        order_by="SynonymPhrase.position", cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def texts(self) -> tuple[str, ...]:
        """Its phrases as typed, in the officer's order."""
        return tuple(one.text for one in sorted(self.phrases, key=lambda one: one.position))

    def say(self, phrases: dict[str, str], *, by_id: int, at: datetime) -> None:
        """Let it hold these phrases, given by key, and no others."""
        kept = {one.key: one for one in self.phrases}
        place = {key: position for position, key in enumerate(phrases)}
        # Two officers who write the same keys at once meet at the first of them, in this order.
        for key in sorted(phrases):
            phrase = kept.pop(key, None)
            if phrase is None:
                phrase = SynonymPhrase(key=key)
                self.phrases.append(phrase)
            phrase.text, phrase.position = phrases[key], place[key]
        for gone in kept.values():
            self.phrases.remove(gone)
        self.changed_by_id, self.changed_at = by_id, at


class SynonymPhrase(Model):
    """One phrase of a group; `key` is how it is told from others: its pieces, spaced once."""

    __tablename__ = "synonym_phrases"

    id: Mapped[Id]
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("synonym_groups.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(sa.String(60))
    key: Mapped[str] = mapped_column(sa.String(120), unique=True)

    __table_args__ = (sa.CheckConstraint("position BETWEEN 0 AND 11", name="position"),)


class ProtectedWord(Model):
    """A word that is searched as it is written, not by its stem."""

    __tablename__ = "protected_words"

    id: Mapped[Id]
    word: Mapped[str] = mapped_column(sa.String(40), unique=True)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))


class AskedQuery(Model):
    """How often words were searched for on a day, and what came of it; never by whom.

    `results` is the number of the last answer, None where the index could not be asked. A click
    counts once for each list of results, and its rank only where nothing but the words chose it.
    """

    __tablename__ = "asked_queries"

    day: Mapped[date] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    asked: Mapped[int]
    without_results: Mapped[int]
    relaxed: Mapped[int]
    corrected: Mapped[int]
    results: Mapped[int | None]
    clicks: Mapped[int]
    ranked: Mapped[int]
    rank_sum: Mapped[int]
    best_rank: Mapped[int | None]

    __table_args__ = (sa.Index("ix_asked_queries_text", "text"),)
