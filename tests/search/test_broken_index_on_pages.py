"""Whatever happens to the files of the index, buyers get an answer and the index heals itself."""

from typing import Any

import pytest

from marketplace import storage
from marketplace.search import engines, services
from marketplace.search.engine_whoosh import engine as engine_whoosh
from marketplace.search.interface import EngineUnavailable
from tests.builders import goods
from tests.search.test_broken_index import HARM, READ, WRITTEN

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
ADDRESSES = ("/cari?q=emping", "/cari", "/kategori/emping", "/daerah/menes")


@pytest.fixture
def street(app: Any, worker: Any) -> Any:
    opened = goods.open_street()
    services.rebuild()
    worker()
    return opened


def harmed(pattern: str, harm: str) -> None:
    """Do harm to a file, and forget what this process holds of it: it is a new one now."""
    folder = storage.index_folder()
    assert folder
    for file in folder.glob(pattern):
        HARM[harm](file)
    engines.engine_in.cache_clear()


def index_of(client: Any) -> str:
    word: str = client.get("/readyz").json["index"]
    return word


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("pattern", READ + WRITTEN)
def test_no_page_fails_readyz_tells_and_the_worker_heals_it(
    street: Any, client: Any, pattern: str, harm: str
) -> None:
    assert index_of(client) == "ok"
    harmed(pattern, harm)
    for address in ADDRESSES:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Emping manis" in answer.text, address
    assert index_of(client) != "ok"
    services.keep_whole()
    assert index_of(client) == "ok"
    assert "Emping manis" in client.get("/cari?q=emping").text


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("pattern", READ + WRITTEN)
def test_the_next_change_heals_it_too(
    street: Any, client: Any, worker: Any, pattern: str, harm: str
) -> None:
    shop, owner, _ = street
    harmed(pattern, harm)
    goods.sell(shop, owner, "Rengginang", "rangginang", "bungkus", 12_000)
    worker()
    assert index_of(client) == "ok"
    assert "Rengginang" in client.get("/cari?q=rengginang").text


def test_a_change_that_finds_the_index_locked_is_made_when_it_is_free(
    street: Any, client: Any, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, owner, _ = street
    monkeypatch.setattr(engine_whoosh, "LOCK_WAIT", 0.05)
    engine = engines.engine()
    assert isinstance(engine, engine_whoosh.WhooshEngine)
    with engine._alone():
        listing = goods.sell(shop, owner, "Rengginang", "rangginang", "bungkus", 12_000)
        with pytest.raises(EngineUnavailable):
            services.index_listings([listing.id])
        assert client.get("/cari?q=rengginang").status_code == 200
        assert "Emping manis" in client.get("/cari?q=emping").text
    worker()
    assert "Rengginang" in client.get("/cari?q=rengginang").text
