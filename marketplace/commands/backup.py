"""`flask backup` and `flask restore`: a copy of everything, and the way back to it."""

import time
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from marketplace.accounts import services as accounts
from marketplace.audit import restored
from marketplace.backup import restoring, taking
from marketplace.clock import now
from marketplace.commands.operation import prepare_database
from marketplace.errors import OutOfReach, RuleBroken
from marketplace.search import services as search
from marketplace.web import health

MOST_NAMED = 20
FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)


def _app() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined]


@click.command("backup")
@click.argument("folder", type=FOLDER)
@click.option("--keys", type=FILE, help="Write the keys there too; keep that file elsewhere.")
@with_appcontext
def backup(folder: Path, keys: Path | None) -> None:
    """Copy database and files, sealed, into a new FOLDER while the site is in use."""
    started = time.perf_counter()
    try:
        taken = taking.take(_app(), folder, keys)
    except RuleBroken as refused:
        raise click.ClickException(refused.message) from None
    size = sum(part.bytes for part in taken.parts.values()) / 1e6
    click.echo(
        f"{folder}: {sum(taken.rows.values())} rows, {sum(taken.files.values())} files, "
        f"{size:.1f} MB in {time.perf_counter() - started:.1f} s"
    )
    if keys:
        click.echo(f"{keys}: all keys. With the backup it opens everything: keep them apart.")
    else:
        click.echo(
            f"It opens with the key {taken.sealed_with} alone. Keep BACKUP_KEY, or keys.json, in "
            "another place: without it nobody opens this backup."
        )


@click.command("restore")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--replace", is_flag=True, help="Lose the marketplace that is here.")
@click.option(
    "--keys", type=FILE, help="The file of keys that was made with a backup, or keys.json."
)
@click.option("--plain", is_flag=True, help="Take a backup of before they were sealed.")
@with_appcontext
def restore(folder: Path, replace: bool, keys: Path | None, plain: bool) -> None:
    """Go back to the backup in FOLDER; web and worker must be stopped."""
    started = time.perf_counter()
    app = _app()
    try:
        _refuse_while_working()
        checked = restoring.check(
            app, folder, replace=replace, keys=keys, revisions=_known_revisions(), plain=plain
        )
        restoring.restore(app, checked)
    except (RuleBroken, OutOfReach) as refused:
        raise click.ClickException(str(refused)) from None
    prepare_database()
    lost = restored.note()
    accounts.end_everybodys_sign_ins(now())
    others = restoring.forget_other_files(app, checked) if replace else 0
    back = time.perf_counter()
    told = checked.manifest
    click.echo(
        f"{sum(told.rows.values())} rows and {sum(told.files.values())} files are back "
        f"in {back - started:.1f} s; {others} other files deleted"
    )
    if lost:
        click.echo(f"{lost} sealed events are not in the backup: flask audit verify names them.")
    listings = search.follow_a_restore()
    click.echo(f"{listings} listings indexed in {time.perf_counter() - back:.1f} s")
    _tell_what_is_missing(app)
    if checked.missing_data_keys:
        click.echo(
            f"Keys that are not here: {', '.join(checked.missing_data_keys)}. What they locked, "
            "evidence and numbers, opens when they are put into keys.json or DATA_KEYS.",
            err=True,
        )
    if checked.is_other_key:
        click.echo(
            "The SECRET_KEY here is not that of the backup: authenticators of officers will not "
            "be recognised. Set SECRET_KEY, or restore with --keys.",
            err=True,
        )


def _refuse_while_working() -> None:
    try:
        alive = health.worker_trouble() is None
    except SQLAlchemyError:  # there are no tables yet
        return
    if alive:
        raise RuleBroken("The worker is at work: stop web and worker, and wait a minute.")


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    config = current_app.extensions["migrate"].migrate.get_config()
    return {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}


def _tell_what_is_missing(app: Flask) -> None:
    missing = list(restoring.missing_files(app))
    for name in missing[:MOST_NAMED]:
        click.echo(f"missing: {name}", err=True)
    if len(missing) > MOST_NAMED:
        click.echo(f"missing: and {len(missing) - MOST_NAMED} more", err=True)


COMMANDS = (backup, restore)
