"""What officers taught the search."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model


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
