"""The schema's history. Alembic is loaded when somebody asks for it: it takes 12 MB."""

from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext

from marketplace.database import db


class _Migrations:
    """Stands in for what Flask-Migrate leaves on an application, and fetches it when used."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate

        Migrate(self._app, db, directory=f"{self._app.root_path}/../migrations")
        return getattr(self._app.extensions["migrate"], name)


@click.command("db", add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@with_appcontext
@click.pass_context
def _commands(context: click.Context, arguments: tuple[str, ...]) -> None:
    """Flask-Migrate's commands, for writing migrations."""
    from flask_migrate.cli import db as group

    group.main(list(arguments), prog_name="flask db", obj=context.obj)


def init_app(app: Flask) -> None:
    """Let `flask_migrate.upgrade()` and `flask db` work on this application."""
    app.extensions["migrate"] = _Migrations(app)
    app.cli.add_command(_commands)
