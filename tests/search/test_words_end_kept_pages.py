"""A change of taught words ends the kept pages of searches; reading or refusing one does not."""

import pytest

from marketplace import create_app
from marketplace.database import db
from marketplace.errors import RuleBroken
from marketplace.search import services
from tests.builders import goods, people
from tests.conftest import load_reference_data, settings_for
from tests.databases import ENGINES, create_schema, url_of


@pytest.fixture(params=ENGINES)
def kept(request, tmp_path):
    """An application that keeps pages, with goods and an officer who curates."""
    app = create_app(
        settings_for(tmp_path, url_of(request.param, tmp_path, "kept"), page_cache_mb=2)
    )
    with app.app_context():
        create_schema(db.engine)
        load_reference_data()
        goods.open_street()
        services.rebuild()
        app.curator = people.officer("Rika Amelia", "rika@dinas.test", duties=["curate"])
        yield app
        db.session.remove()
        db.engine.dispose()


def test_each_change_ends_them_once(kept):
    client, pages = kept.test_client(), kept.extensions["page_cache.pages"]

    def made_anew():
        before = pages.misses
        for _ in range(3):
            assert client.get("/cari?q=ceriping").status_code == 200
        return pages.misses - before

    assert made_anew() == 1 and made_anew() == 0
    group = services.add_synonyms(["ceriping", "keripik"], by=kept.curator)
    assert made_anew() == 1
    services.change_synonyms(group, ["ceriping", "kripcip"], version=1, by=kept.curator)
    assert made_anew() == 1
    word = services.protect_word("lapisan", by=kept.curator)
    assert made_anew() == 1
    services.release_word(word, by=kept.curator)
    assert made_anew() == 1
    services.remove_synonyms(group, version=2, by=kept.curator)
    assert made_anew() == 1
    with pytest.raises(RuleBroken):
        services.add_synonyms(["ceriping"], by=kept.curator)
    services.write_down([])
    assert made_anew() == 0
