"""Words of pages: gather what is to be said in English, and bring the catalogue in step."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file

from marketplace.accounts import purposes
from marketplace.catalog import categories
from marketplace.moderation.kinds import report_kinds
from marketplace.promotions import eligibility, seasons
from marketplace.retention import retention
from marketplace.search.ranking import quality
from marketplace.web.languages import CATALOGUE

ROOT = Path(__file__).parents[2]
# Who speaks on pages of the storefront: the face, the furniture, and rooms that refuse there.
SPEAKING = (
    "storefront",
    "web",
    "accounts",
    "inquiries",
    "catalog/queries",
    "search",
    "sellers/affiliation.py",
    "sellers/personal_data.py",
)
# Files of those that refuse officers only: the desk is Indonesian.
AT_THE_DESK = {"search/teaching/phrases.py", "search/services/words.py"}
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "lazy_gettext", "RuleBroken", "Sentence", "Stale"), None),
    **dict.fromkeys(("ngettext", "lazy_ngettext"), (1, 2)),
    **dict.fromkeys(("pgettext", "lazy_pgettext"), ((1, "c"), 2)),
}
JINJA = {"extensions": "jinja2.ext.do", "trim_blocks": "true", "lstrip_blocks": "true"}
JINJA |= {"newstyle_gettext": "true", "silent": "false"}
FIRST_WRITTEN = datetime(2026, 11, 25, tzinfo=UTC)


@click.group("words")
def words() -> None:
    """Words of pages, and their English."""


@words.command("update")
def update() -> None:
    """Bring the catalogue in step with code and templates; name what has no English yet."""
    catalogue = in_step()
    # A date of each change would be a conflict between any two of them.
    catalogue.creation_date = catalogue.revision_date = FIRST_WRITTEN
    with CATALOGUE.open("wb") as file:
        pofile.write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    for text in missing(catalogue):
        click.echo(text)
    click.echo(f"{len(catalogue)} words, {len(missing(catalogue))} without English", err=True)


def written() -> Catalog:
    """The catalogue as it stands."""
    with CATALOGUE.open("rb") as file:
        return pofile.read_po(file, locale="en")


def in_step() -> Catalog:
    """The catalogue with every word that is used, and no other."""
    catalogue = written()
    catalogue.update(used(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def missing(catalogue: Catalog) -> list[str]:
    """Words without English."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and not all(message.string or () if message.pluralizable else [message.string])
    ]


def used() -> Catalog:
    """Every word that a page may say, as code, templates and categories hold it."""
    found = Catalog(locale="en", charset="utf-8")
    for file, method, options in _sources():
        name = str(file.relative_to(ROOT))
        for line, text, _, context in extract_from_file(method, file, KEYWORDS, options=options):
            found.add(text, None, [(name, line)], context=context)
    for one in categories.tree().by_slug.values():
        for text in filter(None, (one.name, one.description, *one.units)):
            found.add(text, None, [("marketplace/catalog/data/categories.toml", 0)])
    for use in purposes.purposes().values():
        for text in (use.title, use.text, use.if_withdrawn):
            found.add(text, None, [("marketplace/accounts/data/purposes.toml", 0)])
    for kept in retention().classes:
        for text in (kept.what, kept.basis, kept.ends):
            found.add(text, None, [("marketplace/retention.toml", 0)])
    for kind in report_kinds().values():
        found.add(kind.label, None, [("marketplace/moderation/data/reports.toml", 0)])
    for text in promoted():
        found.add(text, None, [("marketplace/promotions/data", 0)])
    for part in quality.parts().values():
        for text in (part.name, part.says):
            found.add(text, None, [("marketplace/search/ranking/quality.toml", 0)])
    return found


def promoted() -> Iterator[str]:
    """What the data of promotions says on pages of the street."""
    yield from (rule.words for rule in eligibility.rules().rules)
    for season in seasons.seasons():
        yield from (season.name, season.why, season.source)


def _sources() -> Iterator[tuple[Path, str, dict[str, str]]]:
    package = ROOT / "marketplace"
    for part in SPEAKING:
        found = package / part
        for file in sorted(found.rglob("*.py")) if found.is_dir() else [found]:
            if str(file.relative_to(package)) not in AT_THE_DESK:
                yield file, "python", {}
    for file in sorted((ROOT / "templates").rglob("*.html")):
        yield file, "jinja2", JINJA


COMMANDS = [words]
