"""`flask doctor`: what is configured, what is reachable, and what is wrong."""

import sqlite3
import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from marketplace import events, jobs, mail, storage, vault
from marketplace.config import Settings
from marketplace.search import queries as search
from marketplace.web import health


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Say what is configured, what is reachable, and what is wrong; exit 1 when something is."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    checks = _checks(app)
    for name, value in {**_configured(app.config["SETTINGS"]), **checks}.items():
        click.echo(f"{name:24} {value}")
    if set(checks.values()) != {"ok"}:
        sys.exit(1)


def _configured(settings: Settings) -> dict[str, str]:
    engine = settings.database_url.partition(":")[0]
    return {
        "environment": settings.environment + (", demo" if settings.demo else ""),
        "address": settings.site_url,
        "home": str(settings.home),
        "engine": f"{engine} {sqlite3.sqlite_version}" if engine == "sqlite" else engine,
        "queue and limits": "redis" if settings.redis_url else "embedded, one web process",
        "search": _place_of_index(settings),
        "files": _place_of_files(settings),
        "keys": _place_of_keys(),
        "mail": "smtp" if settings.smtp_url else f"files in {settings.home / 'mail'}",
        "WhatsApp of the dinas": settings.dinas_whatsapp[:5] + "…",
    }


def _place_of_index(settings: Settings) -> str:
    if settings.searches_in_database:
        return "postgres"
    advice = search.advice()
    return "whoosh, files in the home" + (f"; {advice}" if advice else "")


def _place_of_keys() -> str:
    ring = vault.keyring()
    return "in DATA_KEYS" if ring.is_given else f"in {ring.file}: keep a copy elsewhere"


def _place_of_files(settings: Settings) -> str:
    if settings.bucket is None:
        return str(settings.home / "files")
    where = settings.bucket.endpoint or f"AWS {settings.bucket.region}"
    return f"s3://{settings.bucket.name}/{settings.bucket.prefix} at {where}"


def _checks(app: Flask) -> dict[str, str]:
    """Each check in a word: `ok`, or what is wrong."""
    faults = health.faults(app)
    found = {name: faults.get(name, "ok") for name in app.extensions["readiness"]}
    found["queue"] = jobs.trouble(app) or "ok"
    found["data keys"] = vault.keyring().trouble or "ok"
    found["file storage"] = storage.trouble(app) or "ok"
    found["mail server"] = mail.trouble(app.config["SETTINGS"]) or "ok"
    if found["database"] == "ok":
        found["events"] = _events()
    return found


def _events() -> str:
    try:
        lost = events.given_up()
    except SQLAlchemyError:
        return "there are no tables yet: flask prepare"
    return f"{lost} given up, see deliveries.error" if lost else "ok"


COMMANDS = (doctor,)
