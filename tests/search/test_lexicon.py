"""The lexicon that every process holds is never older than the last commit, and costs one read."""

import pytest
import sqlalchemy as sa

from marketplace import generations
from marketplace.database import db, transaction
from marketplace.search import services
from marketplace.search.teaching import lexicon
from marketplace.search.teaching.lexicon import Lexicon, present
from tests.builders import people


@pytest.fixture
def curator(app):
    return people.officer("Rika Amelia", "rika@dinas.test", duties=["curate"])


def test_an_untaught_search_has_an_empty_lexicon(app):
    assert present() == Lexicon()


def test_each_change_is_seen_at_once_under_a_higher_number(curator):
    numbers = [present().number]
    group = services.add_synonyms(["oleh-oleh", "suvenir"], by=curator)
    assert present().synonyms == (("oleh-oleh", "suvenir"),)
    numbers.append(present().number)
    services.add_synonyms(["kado", "hadiah"], by=curator)
    services.change_synonyms(group, ["suvenir", "cendera mata"], version=1, by=curator)
    assert present().synonyms == (("suvenir", "cendera mata"), ("kado", "hadiah"))
    numbers.append(present().number)
    services.protect_word("kelapaan", by=curator)
    assert present().protected == {"kelapaan"}
    numbers.append(present().number)
    services.remove_synonyms(group, version=2, by=curator)
    assert present().synonyms == (("kado", "hadiah"),)
    numbers.append(present().number)
    assert numbers == sorted(set(numbers))


def test_a_change_that_is_taken_back_is_never_seen(curator):
    before = present()
    with pytest.raises(ValueError), transaction():
        services.add_synonyms(["oleh-oleh", "suvenir"], by=curator)
        assert present() == before
        raise ValueError
    assert present() == before


def test_another_process_sees_it_with_its_next_query(curator):
    """A second process has a shelf of its own and shares only the database."""
    elsewhere = lexicon._Shelf(db.engine)
    assert elsewhere.present() == Lexicon()
    services.add_synonyms(["oleh-oleh", "suvenir"], by=curator)
    assert elsewhere.present().synonyms == (("oleh-oleh", "suvenir"),)


def test_an_unchanged_lexicon_is_one_object_and_asks_for_no_words(curator, statements):
    services.add_synonyms(["oleh-oleh", "suvenir"], by=curator)
    first = present()
    with statements() as seen:
        assert present() is first
    assert seen == []


def test_a_change_of_the_street_does_not_end_it(curator):
    services.add_synonyms(["oleh-oleh", "suvenir"], by=curator)
    first, street = present(), generations.present(db.engine)
    with transaction() as session:
        session.execute(sa.text("UPDATE categories SET name = name"))
    assert generations.present(db.engine) > street and present() is first


def test_without_a_database_the_last_words_known_are_used(curator, monkeypatch):
    services.add_synonyms(["oleh-oleh", "suvenir"], by=curator)
    known = present()
    monkeypatch.setattr(generations.Reader, "present", lambda self: None)
    assert present() is known
