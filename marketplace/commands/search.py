"""Search by hand: rebuild the index, ask it a question."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click
from flask.cli import with_appcontext

from marketplace.catalog import queries as catalog
from marketplace.places import queries as places
from marketplace.search import queries, services
from marketplace.search.interface import SORTS, Answer, EngineUnavailable, Query
from marketplace.search.places_in_words import Reading


@click.group("search")
def search() -> None:
    """The search index."""


@search.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Build the index anew beside the live one, then swap it in; searches go on meanwhile."""
    started = time.perf_counter()
    total = catalog.how_many_documents()
    counted = click.progressbar(
        length=total, label="Indexing", file=sys.stderr, show_pos=True, update_min_steps=50
    )
    try:
        with counted:
            count = services.rebuild(lambda _: counted.update(1))
    except EngineUnavailable as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{count} listings indexed in {time.perf_counter() - started:.1f} s")


@search.command("query")
@click.argument("text")
@click.option("--regency", "regencies", multiple=True, help="Code or slug; may be repeated.")
@click.option("--category", "categories", multiple=True, help="Slug; may be repeated.")
@click.option("--verified", is_flag=True)
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True)
@click.option("--page", type=click.IntRange(min=1), default=1)
@click.option("--as-words", is_flag=True, help="Names of places are words like any other.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@with_appcontext
def query(
    text: str,
    regencies: tuple[str, ...],
    categories: tuple[str, ...],
    verified: bool,
    sort: str,
    page: int,
    as_words: bool,
    as_json: bool,
) -> None:
    """Ask what a buyer would ask."""
    asked = Query(
        text=text,
        categories=categories,
        places=tuple(_codes(regencies)),
        verified=verified,
        sort=sort,  # type: ignore[arg-type]
        page=page,
        as_words=as_words,
    )
    started = time.perf_counter()
    answer = queries.find(asked)
    took = (time.perf_counter() - started) * 1000
    cards = catalog.cards(answer.ids)
    if as_json:
        click.echo(json.dumps(_as_data(answer, cards, took), ensure_ascii=False))
        return
    click.echo(f"{answer.total} found in {took:.1f} ms" + " (degraded)" * answer.degraded)
    if answer.reading:
        click.echo(_in_words(answer.reading))
    for card in cards:
        click.echo(f"{card.id:>7}  {card.title}  ({card.place})")


def _as_data(answer: Answer, cards: list[catalog.Card], took: float) -> dict[str, Any]:
    return {
        "total": answer.total,
        "relaxed": answer.relaxed,
        "degraded": answer.degraded,
        "milliseconds": round(took, 2),
        "place": _place(answer.reading),
        "listings": [
            {
                "id": card.id,
                "title": card.title,
                "url": card.url,
                "place": card.place,
                "price": card.price,
                "verified": card.verified,
            }
            for card in cards
        ],
        "facets": asdict(answer.facets),
    }


def _in_words(reading: Reading) -> str:
    """What was taken for a place, in a line."""
    names = [place.name for code in reading.places if (place := places.by_code(code))]
    where = "not in" if reading.where == "elsewhere" else "in"
    return f"“{reading.words}” {where} {', '.join(names)}"


def _place(reading: Reading | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    return {
        "words": reading.words,
        "named": reading.named,
        "searched": reading.places,
        "where": reading.where,
        "choices": reading.choices,
    }


def _codes(wanted: tuple[str, ...]) -> Iterator[str]:
    for code in wanted:
        place = places.by_slug(code)
        yield place.code if place else code


COMMANDS = (search,)
