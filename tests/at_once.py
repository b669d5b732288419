"""Doing things at the same moment, each in a thread and session of its own."""

import contextvars
import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from marketplace.database import db
from marketplace.errors import RuleBroken

LONGEST = 60  # seconds until an action counts as stuck


def at_once(app: Flask, *actions: Callable[[], Any]) -> list[Any]:
    """Start all actions together; each result, or the RuleBroken that it met, in their order.

    Any other error is raised here, as is AssertionError when an action does not end.
    """
    start = threading.Barrier(len(actions))
    results: list[Any] = [None] * len(actions)
    crashes: list[BaseException] = []

    def run(place: int, action: Callable[[], Any]) -> None:
        with app.app_context():
            try:
                start.wait(LONGEST)
                results[place] = action()
            except RuleBroken as refused:
                results[place] = refused
            except BaseException as crash:
                crashes.append(crash)
            finally:
                db.session.remove()

    db.session.rollback()
    threads = [
        # Whatever the test's own context holds, a new request would not have it.
        threading.Thread(target=contextvars.Context().run, args=(run, place, action), daemon=True)
        for place, action in enumerate(actions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
    if crashes:
        raise crashes[0]
    assert not any(thread.is_alive() for thread in threads), "an action is stuck"
    return results


def refusals(results: list[Any]) -> list[RuleBroken]:
    """The refusals among results."""
    return [one for one in results if isinstance(one, RuleBroken)]
