"""Doing things at the same moment, each in a thread and session of its own."""

import contextvars
import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from marketplace.database import db
from marketplace.errors import RuleBroken


def at_once(app: Flask, *actions: Callable[[], Any]) -> list[Any]:
    """Start all actions together; each result, or the RuleBroken that it met, in their order."""
    start = threading.Barrier(len(actions))
    results: list[Any] = [None] * len(actions)

    def run(place: int, action: Callable[[], Any]) -> None:
        with app.app_context():
            start.wait()
            try:
                results[place] = action()
            except RuleBroken as refused:
                results[place] = refused
            finally:
                db.session.remove()

    db.session.rollback()
    threads = [
        threading.Thread(target=contextvars.Context().run, args=(run, place, action))
        for place, action in enumerate(actions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def refusals(results: list[Any]) -> list[RuleBroken]:
    """The refusals among results."""
    return [one for one in results if isinstance(one, RuleBroken)]
