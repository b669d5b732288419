"""`flask officers …`: inviting officers; the first administrator comes from here only."""

import click
from flask import current_app
from flask.cli import AppGroup

from marketplace.accounts import emails, services
from marketplace.accounts.models import DUTIES
from marketplace.clock import now
from marketplace.errors import RuleBroken
from marketplace.places import queries as places

officers = AppGroup("officers", help="Officers of the dinas.")


@officers.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="How she is addressed.")
@click.option("--regency", metavar="CODE", help="Kab/kota, such as 36.01; the province if absent.")
@click.option("--duty", "duties", multiple=True, type=click.Choice(DUTIES), help="Repeatable.")
@click.option("--administrator", is_flag=True, help="May invite and end other officers.")
def invite(
    email: str, name: str, regency: str | None, duties: tuple[str, ...], administrator: bool
) -> None:
    """Invite an officer: mails and prints a link, used once, that sets password and app."""
    if regency is not None and regency not in {known.code for known in places.regencies()}:
        raise click.BadParameter(f"no such kab/kota: {regency}", param_hint="--regency")
    try:
        token = services.invite(
            emails.address(email),
            name=name,
            regency_code=regency,
            duties=duties,
            is_administrator=administrator,
            by=None,
            at=now(),
        )
    except RuleBroken as broken:
        raise click.ClickException(broken.message) from None
    click.echo(f"{current_app.config['SETTINGS'].site_url}/undangan/{token}")
    click.echo("Valid for 3 days, once. It was also mailed.", err=True)


COMMANDS = [officers]
