"""The menu of the desk shows each officer the doors that her duties open, and those only."""

import pytest

from marketplace.console.doors import GROUPS
from marketplace.demo import cast
from tests.builders import people

DOORS = [door for doors in GROUPS.values() for door in doors]
OFFICERS = (cast.YAYAH, cast.ASEP, cast.HALIMAH, cast.ARIF, cast.LILIS, cast.JAJANG)


@pytest.fixture(params=["sqlite"])
def engine(request):
    return request.param


@pytest.mark.parametrize("one", OFFICERS, ids=lambda one: one.key)
def test_every_door_that_an_officer_sees_opens_and_no_other_does(browser, one):
    officer = people.appointed(one)
    desk = browser.as_(officer)
    shown = {link.get_text(strip=True) for link in desk.visit("console.queue").all("nav.doors a")}
    for door in DOORS:
        opened = door.opens(officer)
        assert (door.words in shown) is opened
        page = desk.visit(door.endpoint, status=200 if opened else 403)
        if opened:
            here = page.one("nav.doors [aria-current]")
            assert here.get_text(strip=True) == door.words
