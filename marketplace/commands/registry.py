"""The registers by hand: import a file of cooperatives or of businesses."""

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from marketplace.accounts import queries as accounts
from marketplace.accounts.models import User
from marketplace.clock import today
from marketplace.errors import NotFound, RuleBroken
from marketplace.registry import queries, services
from marketplace.registry.models import RegistryImport
from marketplace.registry.tables import BY_KIND

MOST_LINES = 40
STEP = 500  # rows between two reports of progress
MANY_STEPS = 20 * STEP


@click.group("registry")
def registry() -> None:
    """The registers of cooperatives and of businesses (UMKM)."""


@registry.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option(
    "--kind", type=click.Choice([*BY_KIND]), help="Else as the titles of its columns say."
)
@click.option("--map", "maps", multiple=True, metavar="HEADER=FIELD", help="May be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Only the summary, as one JSON object.")
@click.option("--as", "identity", metavar="OFFICER", help="E-mail or number; else the province.")
@click.option("--data-on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the data; today.")
@click.option("--source", help="Who published the file; its name, unless told.")
@click.option("--regency", metavar="CODE", help="Kab/kota of the rows that do not name one: 36.04.")
@with_appcontext
def import_(
    file: Path,
    dry_run: bool,
    kind: str | None,
    maps: tuple[str, ...],
    as_json: bool,
    identity: str | None,
    data_on: datetime | None,
    source: str | None,
    regency: str | None,
) -> None:
    """Import a register of cooperatives or of businesses, CSV or XLSX.

    Exit code 0: done (rows may have been refused, see the summary); 1: the file or the
    officer was refused, and nothing was written; 2: the command was not understood.
    """
    origin = services.Origin(
        file.name, source or file.stem, _day(data_on), regency, _header_map(maps), kind or ""
    )
    try:
        staged = services.preview(_lying(file), origin, by=_officer(identity), progress=_progress)
        for column in staged.mapping["unclear"]:
            click.echo(f"  {column['header']} ? tidak jelas; sebutkan dengan --map", err=True)
        if not as_json:
            _tell(staged)
        summary = dict(staged.summary)
        refusal = staged.refusal
        if refusal and dry_run:
            services.discard(staged, by=_officer(identity))
        if refusal:
            raise RuleBroken(refusal)
        if dry_run:
            services.discard(staged, by=_officer(identity))
        else:
            services.apply(staged, by=_officer(identity))
    except RuleBroken as broken:
        raise click.ClickException(broken.message) from broken
    except NotFound as missing:
        raise click.ClickException("Impor ini tidak ada.") from missing
    if as_json:
        click.echo(json.dumps(summary))
    else:
        click.echo("Tidak ada yang ditulis (--dry-run)." if dry_run else "Diterapkan.")


def _lying(file: Path) -> Path:
    if file.stat().st_size > services.LARGEST:
        raise RuleBroken(services.TOO_LARGE)
    return file


def _progress(done: int, total: int, words: str) -> None:
    """One line on stderr that a terminal writes over itself; a log gets every tenth part."""
    if sys.stderr.isatty():
        click.echo(f"\r{words} {100 * done // total}% ", nl=done >= total, err=True)
    elif total >= MANY_STEPS and done * 10 // total != (done - STEP) * 10 // total:
        click.echo(f"{words} {100 * done // total}%", err=True)


def _day(data_on: datetime | None) -> date:
    return data_on.date() if data_on else today()


def _header_map(maps: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for entry in maps:
        header, equals, field = entry.rpartition("=")
        if not equals or not header.strip():
            raise click.BadParameter(f"“{entry}” is not HEADER=FIELD", param_hint="--map")
        pairs[header.strip()] = field.strip()
    return pairs


def _officer(identity: str | None) -> User | None:
    if identity is None:
        return None
    who = [user for user in accounts.who_may_be(identity) if user.is_officer]
    if len(who) != 1:
        raise click.ClickException(f"Tidak ada petugas dengan alamat atau nomor “{identity}”.")
    return who[0]


def _tell(staged: RegistryImport) -> None:
    for column in staged.mapping["used"]:
        click.echo(f"  {column['header']} → {column['label']} ({column['how']})")
    for column in staged.mapping["aside"]:
        click.echo(f"  {column['header']} – {column['why']}")
    for note in staged.notes:
        click.echo(f"  {note}")
    refused, _total = queries.rows_of(staged, outcome="refused", limit=MOST_LINES)
    warned, _total = queries.rows_of(staged, warned=True, limit=MOST_LINES)
    for row in refused:
        click.echo(f"  baris {row.line} ditolak: {'; '.join([*row.reasons, *row.warnings])}")
    for row in warned:
        click.echo(f"  baris {row.line} diperingatkan: {'; '.join(row.warnings)}")
    click.echo(", ".join(f"{key} {count}" for key, count in staged.summary.items()))


COMMANDS = (registry,)
