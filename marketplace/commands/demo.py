"""`flask demo`: load the demo world into an empty database; show a cast member's code."""

import time

import click
from flask import current_app
from flask.cli import with_appcontext

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import queries
from marketplace.demo import cast, world
from marketplace.errors import RuleBroken

ONLY_IN_DEMO = "Only in demo mode (DEMO=1, which production refuses)."


@click.group("demo", invoke_without_command=True)
@click.option(
    "--listings", type=click.IntRange(min=0), help="So many instead of those of the files."
)
@click.pass_context
@with_appcontext
def demo(context: click.Context, listings: int | None) -> None:
    """Load the demo world into an empty database."""
    if not current_app.config["SETTINGS"].demo:
        raise click.ClickException(ONLY_IN_DEMO)
    if context.invoked_subcommand is not None:
        return
    started = time.perf_counter()
    try:
        loaded = world.load(listings)
    except RuleBroken as broken:
        raise click.ClickException(broken.message) from None
    click.echo(
        f"{loaded.shops} shops, {loaded.listings} listings, {loaded.cooperatives} cooperatives, "
        f"{loaded.badges} badges, {loaded.people} people, {loaded.inquiries} inquiries, "
        f"{loaded.wishes} wishes "
        f"in {time.perf_counter() - started:.1f} s"
    )


@demo.command("code")
@click.argument("name")
def code(name: str) -> None:
    """The code that an officer's authenticator shows now; NAME is her key or e-mail address."""
    one = cast.person(name) or cast.person(f"{name}@contoh.test")
    user = queries.by_email(one.email) if one and one.email else None
    if user is None or not user.tf_totp_secret:
        raise click.ClickException(f"no officer of the demo cast is called {name!r}")
    click.echo(gateway.present_code(user.tf_totp_secret))


@demo.command("cast")
def people() -> None:
    """Who can sign in, and with what."""
    click.echo(f"password: {cast.PASSWORD}")
    for one in cast.EVERYBODY:
        click.echo(f"{one.sign_in:<36} {one.name}")


COMMANDS = (demo,)
