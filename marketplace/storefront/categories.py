"""Pages of categories: `/kategori/<slug>`."""

from flask import current_app, render_template
from flask_babel import gettext as _

from marketplace.catalog import categories as tree
from marketplace.storefront import bp, linked_data
from marketplace.storefront.product_filters import Asked
from marketplace.storefront.product_list import look
from marketplace.web.access import public
from marketplace.web.languages import said
from marketplace.web.pages import found, page_number


@bp.get("/kategori/<slug>")
@public
def category(slug: str) -> tuple[str, int]:
    """What is sold of one kind, or of a group of kinds."""
    one = found(tree.category(slug))
    group = tree.parent_of(one)
    shown = look(Asked(categories=(one.slug,), page=page_number()))
    steps = [group, one] if group else [one]
    trail = [(_("Beranda"), "/"), *((said(step.name), step.url) for step in steps)]
    page = render_template(
        "storefront/category.html",
        category=one,
        group=group,
        shown=shown,
        trail=trail,
        breadcrumb_data=linked_data.breadcrumb_data(trail, current_app.config["SETTINGS"].site_url),
    )
    return page, shown.status
