"""What operators type: one file a subject, each naming its commands in COMMANDS."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Flask


def init_app(app: Flask) -> None:
    """Add every command of this folder to `flask`."""
    for module in iter_modules(__path__):
        for command in import_module(f"{__name__}.{module.name}").COMMANDS:
            app.cli.add_command(command)
