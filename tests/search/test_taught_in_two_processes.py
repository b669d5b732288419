"""What an officer teaches is in effect in every process with its next query, kept pages too."""

import http.client
import time

import pytest

from marketplace.search import services
from tests.builders import people
from tests.databases import ENGINES
from tests.kept_pages import street, web_process

PAGE = "/cari?q=ceriping"
SECONDS = 10  # the promise is a minute


class Web:
    """One connection to a process."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def get(self):
        """Whether the page was a kept one (those have no id of a request), and the page."""
        self.connection.request("GET", PAGE)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        assert answer.status == 200
        return answer.getheader("X-Request-ID") is None, text

    def keeps(self):
        """Ask until the page is kept, and say what it shows."""
        end = time.monotonic() + SECONDS
        while not (page := self.get())[0]:
            assert time.monotonic() < end
        return page[1]


@pytest.mark.parametrize("engine", ENGINES)
def test_two_processes_go_by_new_words_with_their_next_page(engine, tmp_path):
    with street(engine, tmp_path) as (app, _):
        url = app.config["SQLALCHEMY_DATABASE_URI"]
        curator = people.officer("Rika Amelia", "rika@dinas.test", duties=["curate"])
        with web_process(tmp_path, url) as one, web_process(tmp_path, url) as other:
            webs = [Web(one), Web(other)]
            assert all("Keripik pisang" not in web.keeps() for web in webs)
            group = services.add_synonyms(["ceriping", "keripik"], by=curator)
            shown = [web.get() for web in webs]
            assert [kept for kept, _ in shown] == [False, False]
            assert all("Keripik pisang" in text for _, text in shown)
            assert all("Keripik pisang" in web.keeps() for web in webs)
            services.remove_synonyms(group, version=1, by=curator)
            shown = [web.get() for web in webs]
            assert [kept for kept, _ in shown] == [False, False]
            assert all("Keripik pisang" not in text for _, text in shown)
