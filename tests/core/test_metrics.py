"""`/metrics`: nothing without a token; with it numbers, and nothing that a person typed."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from marketplace import create_app
from marketplace.config import Settings
from marketplace.database import db
from marketplace.errors import ConfigurationError
from marketplace.search import services as search
from marketplace.web import health
from tests.builders import goods
from tests.conftest import load_reference_data, settings_for
from tests.core.test_settings import GOOD
from tests.databases import create_schema
from tests.page import Client

TOKEN = "kunci-untuk-mengukur-1234"


@pytest.fixture
def site(tmp_path: Path) -> Any:
    """An application that counts, with kept pages and a street."""
    database = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    app = create_app(settings_for(tmp_path, database, metrics_token=TOKEN, page_cache_mb=4))
    app.test_client_class = Client
    with app.app_context():
        create_schema(db.engine)
        load_reference_data()
        goods.open_street()
        yield app
        db.session.rollback()


def scraped(app: Flask) -> dict[str, float]:
    answer = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200 and answer.mimetype == "text/plain"
    lines = [line for line in answer.get_data(as_text=True).splitlines() if line[0] != "#"]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_there_is_no_such_page_without_a_token(app: Flask, client: Any) -> None:
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    assert "metrics.registry" not in app.extensions


@pytest.mark.parametrize(
    "brought", ["", TOKEN, "Bearer", "Bearer x", f"Bearer {TOKEN}x", "Bearer ü"]
)
def test_a_wrong_token_sees_nothing(site: Flask, brought: str) -> None:
    answer = site.test_client().get("/metrics", headers={"Authorization": brought})
    assert answer.status_code == 401 and b"pasar" not in answer.get_data()


def test_requests_are_counted_by_view_and_status(site: Flask) -> None:
    client = site.test_client()
    for path in ("/masuk", "/masuk", "/lapak/", "/tidak-ada/081234567890", "/produk/rahasia-sari"):
        client.get(path)
    found = scraped(site)
    assert found['pasar_requests_total{endpoint="storefront.sign_in",status="200"}'] == 2
    assert found['pasar_request_seconds_count{endpoint="storefront.sign_in"}'] == 2
    assert found['pasar_requests_total{endpoint="none",status="404"}'] == 1
    typed = [name for name in found if "0812" in name or "rahasia" in name]
    assert typed == []


def test_kept_pages_say_how_often_they_answered(site: Flask) -> None:
    before = scraped(site)
    for _ in range(3):
        site.test_client().get("/produk/" + "tidak-ada")
        site.test_client().get("/")
    after = scraped(site)
    assert after["pasar_page_cache_hits_total"] - before["pasar_page_cache_hits_total"] == 2
    assert after["pasar_page_cache_bytes"] > before["pasar_page_cache_bytes"] == 0
    assert after["pasar_page_cache_misses_total"] > before["pasar_page_cache_misses_total"]


def test_what_the_house_does_is_told(site: Flask) -> None:
    health.beat("worker")
    search.rebuild()
    found = scraped(site)
    assert 0 <= found["pasar_worker_heartbeat_age_seconds"] < 30
    assert found["pasar_search_documents"] == 4
    assert found["pasar_deliveries_waiting"] > 0 and found["pasar_deliveries_given_up"] == 0
    assert found["pasar_queue_depth"] >= 0
    assert found["pasar_transaction_seconds_count"] > 0
    assert found["pasar_transaction_wait_seconds_sum"] >= 0
    assert found["process_resident_memory_bytes"] > 10_000_000


def test_a_number_that_cannot_be_read_does_not_take_the_others_along(site: Flask) -> None:
    def broken() -> float:
        raise RuntimeError("no")

    site.extensions["gauges"]["broken"] = "never", broken, ""
    found = scraped(site)
    assert "pasar_broken" not in found and "pasar_deliveries_waiting" in found


def test_names_are_those_that_prometheus_takes(site: Flask) -> None:
    for name in scraped(site):
        assert re.fullmatch(r"[a-z_]+(\{[^}]*\})?", name), name


@pytest.mark.parametrize("token", ["pendek", "ü" * 20])
def test_a_weak_token_is_refused(tmp_path: Path, token: str) -> None:
    env = {**GOOD, "MARKETPLACE_HOME": str(tmp_path), "METRICS_TOKEN": token}
    with pytest.raises(ConfigurationError, match="METRICS_TOKEN"):
        Settings.from_env(env)
