"""A seeded sample of tests/proof/test_two_deciders.py, against one server in this process."""

import random
import threading

import waitress

from tests.deciders import Contest

ROUNDS = 4


def test_one_decision_on_each_version_bound_to_what_was_seen(app):
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        contest = Contest(app, [f"http://127.0.0.1:{server.effective_port}"], random.Random(5))
        contest.prepare()
        for number in range(ROUNDS):
            contest.round(number)
        contest.end()
    finally:
        server.close()
