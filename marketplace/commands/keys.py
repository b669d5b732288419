"""`flask keys …`: new keys, and the end of old ones."""

import secrets

import click
from flask.cli import AppGroup

from marketplace import vault
from marketplace.accounts import services
from marketplace.errors import RuleBroken

keys = AppGroup("keys", help="Keys that sign sessions, and keys that lock what is private.")


@keys.command("new")
def new() -> None:
    """Print a key that is good enough for SECRET_KEY, DATA_KEYS or BACKUP_KEY."""
    click.echo(secrets.token_urlsafe(48))


@keys.command("renew")
def renew() -> None:
    """Lock every authenticator with the present key; SECRET_KEY_OLD opens the others till then."""
    click.echo(f"{services.renew_code_secrets()} authenticators locked with the present key")


@keys.command("show")
def show() -> None:
    """Name the data keys and what each of them opens; never the keys themselves."""
    found = vault.keyring().keys()
    for key_id in found.by_id:
        under = vault.still_under(key_id)
        opens = ", ".join(f"{count} {name}" for name, count in under.items()) or "nothing"
        click.echo(f"{key_id}{' (active)' if key_id == found.active else ''}: {opens}")


@keys.command("rotate")
def rotate() -> None:
    """Make a new data key, and lock everything with it; running processes take it up at once."""
    try:
        click.echo(f"{vault.keyring().add()} is the active key now; keep a copy of keys.json")
    except RuleBroken as refused:
        raise click.ClickException(
            f"{refused.message} Put a new key in front (`flask keys new`), restart every process, "
            "then: flask keys reseal"
        ) from None
    _reseal()


@keys.command("reseal")
def reseal() -> None:
    """Lock with the active data key whatever is not; harmless to stop and to repeat."""
    _reseal()


def _reseal() -> None:
    for name, count in vault.renew_all().items():
        click.echo(f"{count} {name} locked with the active key")


@keys.command("retire")
@click.argument("key_id")
def retire(key_id: str) -> None:
    """Forget a data key for good, once nothing needs it."""
    ring = vault.keyring()
    try:
        if key_id not in ring.keys().by_id:
            raise RuleBroken(f"There is no key {key_id}.")
        if left := vault.still_under(key_id):
            told = ", ".join(f"{count} {name}" for name, count in left.items())
            raise RuleBroken(f"{key_id} still opens {told}: flask keys reseal")
        ring.remove(key_id)
    except RuleBroken as refused:
        raise click.ClickException(refused.message) from None
    click.echo(f"{key_id} is forgotten; older backups still need it")


COMMANDS = (keys,)
