"""Names of cooperatives whose members sell here, looked up once for each state of the street."""

from collections.abc import Sequence

from flask import g
from markupsafe import Markup, escape

from marketplace.registry import queries as registry
from marketplace.sellers.affiliation import readable
from marketplace.web import fragments

_UNKNOWN = Markup(" ")


def names_of(ids: Sequence[int]) -> dict[int, Markup]:
    """Names as people read them, in the order of the ids; what is in no register is left out."""
    if not ids:
        return {}
    known: dict[int, Markup] = g.setdefault("names_of_cooperatives", {})
    wanted = [id_ for id_ in ids if id_ not in known]
    pieces = fragments.drawn([("cooperative", id_) for id_ in wanted], _made)
    known.update(zip(wanted, pieces, strict=True))
    return {id_: known[id_] for id_ in ids if known[id_] != _UNKNOWN}


def _made(keys: list[fragments.Key]) -> dict[fragments.Key, Markup]:
    names = registry.names_of([key[1] for key in keys])  # type: ignore[misc]
    return {key: escape(readable(names[key[1]])) if key[1] in names else _UNKNOWN for key in keys}
