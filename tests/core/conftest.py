"""An application whose one kept page shows what the database says, and counts how often."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace import create_app
from marketplace.catalog.models import Category
from marketplace.database import db, transaction
from marketplace.web import access, page_cache
from tests.conftest import load_reference_data, settings_for
from tests.databases import ENGINES, create_schema, url_of
from tests.page import Client


@pytest.fixture(params=ENGINES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """An application that keeps one page: the name of a category, and how often it was made."""
    app = create_app(
        settings_for(tmp_path, url_of(request.param, tmp_path, "kept"), page_cache_mb=1)
    )
    app.test_client_class = Client
    app.made = []

    def page(n: int = 0) -> str:
        app.made.append(n)
        name = db.session.scalar(sa.select(Category.name).where(Category.slug == "camilan"))
        return f"<!doctype html><title>{name}</title>"

    app.add_url_rule("/halaman/<int:n>", "kept_page", access.public(page))
    page_cache.keeps(app, "kept_page")
    with app.app_context():
        create_schema(db.engine)
        load_reference_data()
        yield app
        db.session.remove()
        db.engine.dispose()


def rename(name: str) -> None:
    """Give that category another name."""
    with transaction() as session:
        session.execute(sa.update(Category).where(Category.slug == "camilan").values(name=name))
