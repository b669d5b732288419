"""`flask keys …`: a new SECRET_KEY, and the end of an old one."""

import secrets

import click
from flask.cli import AppGroup

from marketplace.accounts import services

keys = AppGroup("keys", help="The key that signs sessions and locks authenticators.")


@keys.command("new")
def new() -> None:
    """Print a key that is good enough for SECRET_KEY."""
    click.echo(secrets.token_urlsafe(48))


@keys.command("renew")
def renew() -> None:
    """Lock every authenticator with the present key; SECRET_KEY_OLD opens the others till then."""
    click.echo(f"{services.renew_code_secrets()} authenticators locked with the present key")


COMMANDS = (keys,)
