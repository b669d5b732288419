"""Search by hand: rebuild the index, ask it a question."""

import json
import time
from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from marketplace.catalog import queries as catalog
from marketplace.places import queries as places
from marketplace.search import queries, services
from marketplace.search.interface import SORTS, EngineUnavailable, Query


@click.group("search")
def search() -> None:
    """The search index."""


@search.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Build the index anew beside the live one, then swap it in."""
    started = time.perf_counter()

    def tell(count: int) -> None:
        if count % 500 == 0:
            click.echo(f"  {count} …", err=True)

    try:
        count = services.rebuild(tell)
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
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@with_appcontext
def query(
    text: str,
    regencies: tuple[str, ...],
    categories: tuple[str, ...],
    verified: bool,
    sort: str,
    page: int,
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
    )
    started = time.perf_counter()
    answer = queries.find(asked)
    took = (time.perf_counter() - started) * 1000
    cards = catalog.cards(answer.ids)
    if not as_json:
        click.echo(f"{answer.total} found in {took:.1f} ms" + " (degraded)" * answer.degraded)
        for card in cards:
            click.echo(f"{card.id:>7}  {card.title}  ({card.place})")
        return
    found = {
        "total": answer.total,
        "relaxed": answer.relaxed,
        "degraded": answer.degraded,
        "milliseconds": round(took, 2),
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
        "facets": {
            "categories": answer.facets.categories,
            "places": answer.facets.places,
            "verified": answer.facets.verified,
        },
    }
    click.echo(json.dumps(found, ensure_ascii=False))


def _codes(wanted: tuple[str, ...]) -> Iterator[str]:
    for code in wanted:
        place = places.by_slug(code)
        yield place.code if place else code


COMMANDS = (search,)
