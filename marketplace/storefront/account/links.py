"""What somebody sees whose one-use link was used before, or came too late."""

from flask import render_template


def link_is_over(words: str | None = None) -> tuple[str, int]:
    """The page that says so, with the rule's own words where there are some; 410 Gone."""
    return render_template("storefront/account/link_is_over.html", words=words), 410
