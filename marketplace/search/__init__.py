"""The search room: one interface, one file per engine, and words understood the same way by all."""

from typing import Any


def init_app(app: Any) -> None:
    """Let `/readyz` say whether the index can answer, and `/metrics` how much it holds."""
    from marketplace.search import queries

    app.extensions["readiness"]["index"] = queries.trouble
    app.extensions["gauges"]["search_documents"] = "Listings indexed", queries.documents, ""
