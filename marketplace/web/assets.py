"""Static files under addresses that change with their content, and all CSS as one file."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from marketplace.web.access import public

A_YEAR = "public, max-age=31536000, immutable"
_LAYERS = ("reset", "tokens", "base", "components/*", "utilities")


class Assets:
    """The stylesheet and the fingerprint of each static file, read once in production."""

    def __init__(self, folder: Path, *, keep: bool) -> None:
        self.folder = folder
        self.keep = keep
        self.addresses: dict[str, str] = {}
        self._prints: dict[str, str] = {}
        self._stylesheet: bytes | None = None

    def stylesheet(self) -> bytes:
        """All CSS in the order of its layers."""
        if self._stylesheet is None or not self.keep:
            files = [
                f for layer in _LAYERS for f in sorted((self.folder / "css").glob(f"{layer}.css"))
            ]
            self._stylesheet = b"\n".join(file.read_bytes() for file in files)
        return self._stylesheet

    def fingerprint(self, path: str) -> str:
        """A short hash of a file's content; scripts share one, since they load each other."""
        if path not in self._prints or not self.keep:
            self._prints[path] = hashlib.sha256(self._content(path)).hexdigest()[:10]
        return self._prints[path]

    def _content(self, path: str) -> bytes:
        if path == "site.css":
            return self.stylesheet()
        if path.startswith("js/"):
            return b"".join(
                file.read_bytes() for file in sorted((self.folder / "js").rglob("*.js"))
            )
        file = self.folder / path
        return file.read_bytes() if file.is_file() else b""


def asset(path: str) -> str:
    """The address of a static file, or of `site.css`, that may be cached for ever."""
    assets: Assets = current_app.extensions["assets"]
    # A page names a hundred icons: building each address anew was a tenth of its time.
    if path not in assets.addresses or not assets.keep:
        print_ = assets.fingerprint(path)
        assets.addresses[path] = (
            url_for("stylesheet", version=print_)
            if path == "site.css"
            else url_for("static", filename=path, v=print_)
        )
    return assets.addresses[path]


def icon_markup(name: str, size: int = 20) -> Markup:
    """One icon of the sprite. A page shows a hundred: Jinja would take a tenth of its time."""
    sprite = asset("icons.svg")
    return _icon(sprite, name, size)


@lru_cache(500)
def _icon(sprite: str, name: str, size: int) -> Markup:
    return Markup(
        '<svg class="icon icon--{size}" width="{size}" height="{size}" aria-hidden="true" '
        'focusable="false"><use href="{sprite}#{name}"/></svg>'
    ).format(size=size, sprite=sprite, name=name)


@public
def stylesheet(version: str) -> Response:
    """The site's stylesheet."""
    assets: Assets = current_app.extensions["assets"]
    answer = Response(assets.stylesheet(), mimetype="text/css")
    fresh = version == assets.fingerprint("site.css")
    answer.headers["Cache-Control"] = A_YEAR if fresh else "no-cache"
    return answer


def init_app(app: Flask) -> None:
    """Serve the stylesheet and give templates `asset()`."""
    settings = app.config["SETTINGS"]
    folder = Path(app.static_folder or "static").resolve()
    app.extensions["assets"] = Assets(folder, keep=settings.production or not app.debug)
    app.add_url_rule("/aset/<version>/site.css", "stylesheet", stylesheet)
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["icon_markup"] = icon_markup

    @app.after_request
    def keep_static(response: Response) -> Response:
        from flask import request

        if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
            response.headers["Cache-Control"] = A_YEAR
        return response
