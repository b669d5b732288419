"""What is sold: categories, listings, their variants, stock and pictures."""

from typing import Any

from markupsafe import Markup

from marketplace.catalog import categories, rich_text


def init_app(app: Any) -> None:
    """Give templates `| rich_text`, a description sanitised once more, and `| nama_jenis`."""
    app.jinja_env.filters["rich_text"] = _shown
    app.jinja_env.filters["nama_jenis"] = _named


def _shown(description: str | None) -> Markup:
    return Markup(rich_text.sanitised(description or ""))  # noqa: S704 - sanitised just now


def _named(slug: str) -> str:
    kind = categories.category(slug)
    return kind.name if kind else slug
