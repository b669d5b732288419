"""The worst address of a list of products: words or a refusal, at once, never an error of ours.

Times are those of the processor: what else the machine does is nobody's fault.
"""

import time
from typing import Any
from urllib.parse import quote

import pytest

from marketplace.places import queries as places
from marketplace.search.engines import engine as search_engine
from marketplace.search.interface import PERMITS
from marketplace.storefront.product_filters import NAMES
from tests.search.shelf import many
from tests.search.test_hostile_queries import WORST

LONGEST_WAIT = 0.3
ODD = [
    "",
    "\u202e36.01\u202c",
    "'; --",
    "-1",
    "1" * 400,
    "²",
    "1e9",
    "[a TO z]",
    "😀",
    "%",
    "../..",
]
FILTERS = [name for name in NAMES.values() if name != "q"]
ALL_PLACES = [
    one.slug
    for regency in places.regencies()
    for one in (regency, *places.districts_of(regency.code))
]
MUCH = {
    "of one group": "&".join(f"daerah={slug}" for slug in ALL_PLACES),
    "of cooperatives": "&".join(f"koperasi={number}" for number in range(100)),
    "of every group": "&".join(f"{name}=1" for name in FILTERS for _ in range(100)),
    "that are none": "&".join(f"x{number}=y" for number in range(500)),
    "the same": "izin=halal&" * 500,
    "at once": "&".join(f"izin={key}&stok=siap&stok=pesanan&baru=1" for key in PERMITS),
}


@pytest.fixture
def indexed(app: Any, client: Any) -> Any:
    """Two thousand listings in the index, which has answered once."""
    search_engine().rebuild(many(2_000))
    client.get("/cari?q=emping")
    return client


def asked(client: Any, address: str) -> tuple[int, float]:
    started = time.thread_time()
    answer = client.get(address)
    return answer.status_code, time.thread_time() - started


@pytest.mark.parametrize("text", [*WORST, "dekat serang " * 300, "kota " * 80, "lebak\u0000"])
def test_any_words_get_an_answer_at_once(indexed: Any, text: str) -> None:
    for more in ("", "&daerah=36.01&izin=halal", "&tempat=kata&persis=1&urut=termurah"):
        status, took = asked(indexed, f"/cari?q={quote(text)}{more}")
        assert status in (200, 400, 414), f"{status} {text[:40]!r}{more}"
        assert took < LONGEST_WAIT, f"{took:.2f} s {text[:40]!r}{more}"


@pytest.mark.parametrize("filters", MUCH.values(), ids=list(MUCH))
def test_a_hundred_filters_are_answered_at_once(indexed: Any, filters: str) -> None:
    for address in (f"/cari?{filters}", f"/cari?q=emping+pandeglang&{filters}"):
        status, took = asked(indexed, address)
        assert status == 200
        assert took < LONGEST_WAIT, f"{took:.2f} s"


@pytest.mark.parametrize("name", FILTERS)
def test_any_value_of_a_filter_gets_an_answer(indexed: Any, name: str) -> None:
    for value in ODD:
        status, took = asked(indexed, f"/cari?q=emping&{name}={quote(value)}")
        assert status == 200, f"{name}={value!r}"
        assert took < LONGEST_WAIT, f"{took:.2f} s {name}={value!r}"


@pytest.mark.parametrize(
    "prices",
    [(-1, 10**18), (10**18, -1), (0, 0), (10**11, 10**12), (10**40, 10**41)],
)
def test_prices_beyond_all_measure_are_answered(indexed: Any, prices: tuple[int, int]) -> None:
    low, high = prices
    status, took = asked(indexed, f"/cari?harga_dari={low}&harga_sampai={high}")
    assert status == 200
    assert took < LONGEST_WAIT


def test_a_page_that_nobody_has_is_not_found_at_once(indexed: Any) -> None:
    for page in (10**9, 10**40):
        status, took = asked(indexed, f"/cari?q=emping+pandeglang&halaman={page}")
        assert status == 404
        assert took < LONGEST_WAIT
