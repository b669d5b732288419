"""Searching a register: by words, a place, and one choice of that register's own."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request

from marketplace.console.register.words import regency_choices, shown
from marketplace.places import queries as places
from marketplace.registry.queries import OUTSIDE

Choices = Sequence[tuple[str, str]]


def asked(choices: Choices, **choice: str) -> dict[str, str]:
    """The words, `daerah` and one choice by its name; what cannot be chosen is not asked."""
    regency = request.args.get("daerah", "")
    if regency != OUTSIDE and places.regency(regency) is None:
        regency = ""
    chosen = {name: value if value in dict(choices) else "" for name, value in choice.items()}
    return {"q": request.args.get("q", "").strip()[:100], "daerah": regency, **chosen}


def register_page(template: str, wanted: dict[str, str], choices: Choices, **found: Any) -> str:
    """The page that searches a register and lists what was found: `records` and their `page`."""
    regencies = [*regency_choices("Semua daerah"), (OUTSIDE, "Di luar Banten")]
    return render_template(
        template, asked=wanted, choices=choices, regencies=regencies, shown=shown, **found
    )
