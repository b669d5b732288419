"""Addresses of lists say what was asked, and nothing twice, whatever is changed in them."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from marketplace.storefront.product_address import read
from marketplace.storefront.product_filters import NAMES, Asked

CHANGES: dict[str, tuple[Any, ...]] = {
    "text": ("", "kopi & gula"),
    "categories": ((), ("camilan", "kriya")),
    "places": ((), ("menes",)),
    "verified": (False, True),
    "cooperatives": ((), (3, 4)),
    "permits": ((), ("halal", "pirt")),
    "stock": ((), ("siap",)),
    "fresh": (False, True),
    "price_from": (None, 0, 5_000),
    "price_to": (None, 90_000),
    "sort": ("", "termurah"),
    "as_words": (False, True),
    "literal": (False, True),
}
NOTHING = Asked()
MUCH = Asked(**{name: values[-1] for name, values in CHANGES.items()})
SOME = Asked(text="x", permits=("halal",), price_to=10, literal=True)


def test_every_part_of_a_question_is_tried() -> None:
    assert set(CHANGES) == set(NAMES)


@pytest.mark.parametrize("asked", [NOTHING, SOME, MUCH], ids=["nothing", "some", "much"])
@pytest.mark.parametrize("name", NAMES)
def test_one_change_gives_the_address_of_the_changed_question(asked: Asked, name: str) -> None:
    for value in CHANGES[name]:
        changed = Asked(**{part: getattr(asked, part) for part in NAMES} | {name: value})
        address = asked.url(**{name: value})
        assert address == changed.url()
        assert "&&" not in address and not address.endswith(("&", "?"))


def test_an_address_is_read_as_it_was_written(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "marketplace.storefront.product_address.names_of", lambda ids: dict.fromkeys(ids, "")
    )
    for asked in (NOTHING, SOME, MUCH):
        with app.test_request_context(asked.url()) as context:
            assert read(MultiDict(context.request.args)) == asked
