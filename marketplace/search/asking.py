"""What a buyer typed, asked of an engine: as words and a place where something is found there."""

from collections.abc import Callable
from dataclasses import replace

from marketplace.search.interface import Answer, Query
from marketplace.search.places_in_words import Reading, read

Search = Callable[[Query], Answer]


def ask(query: Query, search: Search) -> Answer:
    """Answer a query; what is named in its text as a place narrows it, if that finds something."""
    reading = None if query.as_words else read(query.text)
    if reading is None:
        answer = search(query)
        return _where_corrected(query, answer, search) or answer
    if query.places:
        return _in_chosen_places(query, reading, search)
    literal = None
    if not reading.sure:
        literal = search(query)
        if literal.fits:
            return literal
    there = _there(query, reading, search)
    if there.fits:
        return there
    literal = literal or search(query)
    if literal.fits:
        return literal
    if there.total or (query.is_filtered and _there(_bare(query), reading, search).fits):
        return there
    return _elsewhere(query, reading, search) or literal


def _where_corrected(query: Query, answer: Answer, search: Search) -> Answer | None:
    """What is found in a place whose name was misspelt: `emping pandeglnag`."""
    corrected = answer.tree.corrected(query.text)
    if corrected == query.text or query.as_words or query.places:
        return None
    there = ask(replace(query, text=corrected), search)
    if there.reading is None:
        return None
    return replace(there, tree=replace(there.tree, corrections=answer.tree.corrections))


def _in_chosen_places(query: Query, reading: Reading, search: Search) -> Answer:
    """Places chosen beside the list win over the one in the text, which is then left aside."""
    literal = search(query)
    if literal.fits or not reading.words:
        return literal
    words = search(replace(query, text=reading.words))
    return words if words.total else literal


def _there(query: Query, reading: Reading, search: Search) -> Answer:
    asked = replace(query, text=reading.words, places=reading.places)
    return replace(search(asked), reading=reading)


def _bare(query: Query) -> Query:
    return Query(query.text, size=1, least=query.least)


def _elsewhere(query: Query, reading: Reading, search: Search) -> Answer | None:
    """What comes closest to a place where nothing is: around it, else the words anywhere."""
    if not reading.sure:
        return None
    if (wider := reading.wider) and (around := _there(query, wider, search)).fits:
        return around
    if not reading.words:
        return None
    anywhere = search(replace(query, text=reading.words))
    return (
        replace(anywhere, reading=replace(reading, where="elsewhere")) if anywhere.total else None
    )
