"""The baseline: Flask and Jinja with nothing behind them, pages as long as ours.

A layout, a loop over cards with six escaped values each, and text up to the size asked for:
what any Flask site does before it has a database, a session or a rule.
"""

import json
import os
import sys

import waitress
from flask import Flask, render_template
from jinja2 import DictLoader

CARD = """<li class="card"><a href="/p/{{ card.slug }}"><img src="{{ card.picture }}" alt="{{
card.title }}" width="320" height="400" loading="lazy"></a><h3>{{ card.title }}</h3>
<p class="price">{{ card.price }}</p><p class="meta">{{ card.place }} · {{ card.shop }}</p></li>"""
PAGE = (
    "<!doctype html><html lang=id><title>{{ title }}</title><body><header>{{ title }}</header>"
    "<ul>{% for card in cards %}" + CARD + "{% endfor %}</ul><p>{{ filling }}</p></body></html>"
)
WEIGHT_OF_A_CARD = 1100  # bytes that a card of ours has; the rest of a page is layout

app = Flask(__name__)
app.jinja_loader = DictLoader({"page.html": PAGE})
sizes: dict[str, int] = json.loads(os.environ.get("BARE_PAGES", "{}"))


def cards(number: int) -> list[dict[str, str]]:
    """So many cards, made anew for each request as a query would."""
    return [
        {
            "slug": f"emping-melinjo-{n}",
            "picture": f"/media/emping/{n}.webp",
            "title": f"Emping Melinjo & Menes {n}",
            "price": "Rp42.000",
            "place": "Menes, Pandeglang",
            "shop": f"Emping Bu Rohayati {n}",
        }
        for n in range(number)
    ]


@app.get("/healthz")
def healthz() -> str:
    return "ok"


@app.get("/<name>")
def page(name: str) -> str:
    shown = cards(sizes[name] // WEIGHT_OF_A_CARD)
    html = render_template("page.html", title=name, cards=shown, filling="")
    filling = "x" * max(0, sizes[name] - len(html))
    return html.replace("<p></p>", f"<p>{filling}</p>")


if __name__ == "__main__":
    waitress.serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=4)
