"""What officers teach the search: phrases that mean the same, and words left as they are."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.search import understanding
from marketplace.search.models import ProtectedWord, SynonymGroup, SynonymPhrase
from marketplace.search.teaching.phrases import checked, checked_word
from marketplace.sellers.services.people import acting

DUTY = "curate"
MOST_GROUPS, MOST_PROTECTED = 5_000, 2_000
STALE = "Kelompok ini berubah sejak Anda membukanya. Periksa isinya, lalu simpan sekali lagi."
FULL = "Daftar ini penuh (%(most)s). Hapus dulu yang tidak dipakai."


class Stale(RuleBroken):
    """The group is newer than the form that speaks of it."""


def add_synonyms(phrases: list[str], *, by: User) -> SynonymGroup:
    """Teach that phrases mean the same, from the next query on, in every process."""
    wanted = checked(phrases)
    with transaction() as session:
        officer, at = _curator(by), now()
        _check_room(SynonymGroup, MOST_GROUPS)
        _check_free(wanted)
        group = SynonymGroup(added_at=at, changed_at=at, changed_by_id=officer.id)
        group.say(wanted, by_id=officer.id, at=at)
        session.add(group)
        _flush("phrases", "Salah satu frasa ini baru saja ditulis petugas lain. Periksa lagi.")
        events.record("synonyms.added", group, by=officer, phrases=list(group.texts))
    return group


def join_synonyms(phrase: str, meaning: str, *, by: User) -> SynonymGroup:
    """Teach that a phrase means what another does: in the group that holds it, or in a new one."""
    told, meant = checked([phrase, meaning])
    with transaction():
        _curator(by)
        group = _group_with(meant)
        if group is None:
            return add_synonyms([phrase, meaning], by=by)
        if told in {one.key for one in group.phrases}:
            raise RuleBroken("Keduanya sudah sama artinya.", "phrases")
        wanted = [*group.texts, phrase]
        return change_synonyms(group, wanted, version=group.version, by=by)


def change_synonyms(
    group: SynonymGroup, phrases: list[str], *, version: int, by: User
) -> SynonymGroup:
    """Let a group hold other phrases; refused when it is newer than the officer saw it."""
    wanted = checked(phrases)
    with transaction():
        group = locked(group)
        officer = _curator(by)
        _check_version(group, version)
        _check_free(wanted, of=group)
        before = list(group.texts)
        group.say(wanted, by_id=officer.id, at=now())
        _flush("phrases", "Salah satu frasa ini baru saja ditulis petugas lain. Periksa lagi.")
        after = list(wanted.values())
        events.record("synonyms.changed", group, by=officer, before=before, phrases=after)
    return group


def remove_synonyms(group: SynonymGroup, *, version: int, by: User) -> None:
    """Forget that these phrases mean the same; what they were stays among the events."""
    with transaction() as session:
        group = locked(group)
        officer = _curator(by)
        _check_version(group, version)
        events.record("synonyms.removed", group, by=officer, before=list(group.texts))
        session.delete(group)


def protect_word(word: str, *, by: User) -> ProtectedWord:
    """Have a word searched as it is written; listings that hold it are indexed anew."""
    wanted = checked_word(word)
    with transaction() as session:
        officer = _curator(by)
        _check_room(ProtectedWord, MOST_PROTECTED)
        known = sa.select(ProtectedWord.id).where(ProtectedWord.word == wanted)
        if wanted in understanding.protected_words() or session.scalar(known) is not None:
            raise RuleBroken("“%(word)s” sudah dijaga.", "word", word=wanted)
        protected = ProtectedWord(word=wanted, added_at=now(), added_by_id=officer.id)
        session.add(protected)
        _flush("word", "Kata ini baru saja ditulis petugas lain.")
        events.record("word.protected", protected, by=officer, word=wanted)
    return protected


def release_word(protected: ProtectedWord, *, by: User) -> None:
    """Let a word be searched by its stem again; listings that hold it are indexed anew."""
    with transaction() as session:
        protected = locked(protected)
        officer = _curator(by)
        events.record("word.released", protected, by=officer, word=protected.word)
        session.delete(protected)


def _curator(by: User) -> User:
    officer = acting(by)
    if not officer.has_duty(DUTY):
        raise NotFound
    return officer


def _check_version(group: SynonymGroup, version: int) -> None:
    if group.version != version:
        raise Stale(STALE)


def _check_room(table: type[Model], most: int) -> None:
    if (db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0) >= most:
        raise RuleBroken(FULL, most=most)


def _group_with(key: str) -> SynonymGroup | None:
    """The group that holds a phrase, locked: it may have changed since anybody looked."""
    of_phrase = sa.select(SynonymPhrase.group_id).where(SynonymPhrase.key == key)
    group = sa.select(SynonymGroup).where(SynonymGroup.id.in_(of_phrase))
    return db.session.scalars(group.with_for_update(of=SynonymGroup)).one_or_none()


def _check_free(wanted: Iterable[str], of: SynonymGroup | None = None) -> None:
    """RuleBroken that names the group which has one of these phrases already."""
    taken = sa.select(SynonymPhrase).where(SynonymPhrase.key.in_(wanted))
    if of is not None:
        taken = taken.where(SynonymPhrase.group_id != of.id)
    phrase = db.session.scalars(taken.order_by(SynonymPhrase.id).limit(1)).first()
    if phrase is None:
        return
    group = db.session.get_one(SynonymGroup, phrase.group_id)
    raise RuleBroken(
        "“%(phrase)s” sudah ada di kelompok lain: %(group)s.",
        "phrases",
        phrase=phrase.text,
        group=", ".join(group.texts),
    )


def _flush(field: str, words: str) -> None:
    try:
        db.session.flush()
    except IntegrityError:
        raise RuleBroken(words, field) from None
