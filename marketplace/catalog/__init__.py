"""What is sold: categories, listings, their variants, stock and pictures."""

from typing import Any

from markupsafe import Markup

from marketplace.catalog import rich_text


def init_app(app: Any) -> None:
    """Give templates `| rich_text`: a description, sanitised once more when it is shown."""
    app.jinja_env.filters["rich_text"] = _shown


def _shown(description: str | None) -> Markup:
    return Markup(rich_text.sanitised(description or ""))  # noqa: S704 - sanitised just now
