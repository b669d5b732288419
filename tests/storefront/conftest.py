"""An application that keeps pages, with a street behind it."""

from pathlib import Path
from typing import Any

import pytest

from marketplace import create_app
from marketplace.database import db
from tests.builders import goods
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema, url_of
from tests.page import Client


@pytest.fixture
def kept(tmp_path: Path) -> Any:
    """An application that keeps pages, with a street and its index."""
    app = create_app(settings_for(tmp_path, url_of("sqlite", tmp_path), page_cache_mb=8))
    app.test_client_class = Client
    with app.app_context():
        create_schema(db.engine)
        load_reference_data()
        yield app, goods.open_street()
        db.session.rollback()
        db.engine.dispose()
