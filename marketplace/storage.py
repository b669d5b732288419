"""Files outside the database: public ones (pictures) and private ones (evidence)."""

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, current_app

from marketplace.errors import NotFound

if TYPE_CHECKING:
    from obstore.store import LocalStore


class Store:
    """A place for files under keys; the caller keeps content types in the database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: LocalStore | None = None

    @property
    def _store(self) -> "LocalStore":
        if self._opened is None:
            from obstore.store import LocalStore

            self._opened = LocalStore(prefix=self.folder, mkdir=True)
        return self._opened

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`, all of it or nothing."""
        import obstore

        obstore.put(self._store, key, data)

    def get(self, key: str) -> bytes:
        """The file under a key; NotFound when there is none."""
        import obstore

        try:
            return bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError as missing:
            raise NotFound from missing

    def exists(self, key: str) -> bool:
        """Whether there is a file under a key."""
        import obstore

        try:
            obstore.head(self._store, key)
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: str) -> None:
        """Forget the file under a key; no error when there is none."""
        import obstore

        try:
            obstore.delete(self._store, key)
        except FileNotFoundError:
            return


def init_app(app: Flask) -> None:
    """Open both stores under the marketplace's home."""
    files = app.config["SETTINGS"].home / "files"
    app.extensions["store.public"] = Store(files / "public")
    app.extensions["store.private"] = Store(files / "private")


def public() -> Store:
    """The store whose files anyone may read."""
    store: Store = current_app.extensions["store.public"]
    return store


def private() -> Store:
    """The store whose files only a view with an access check hands out."""
    store: Store = current_app.extensions["store.private"]
    return store


def index_folder() -> Path:
    """Where the embedded search index of this installation lives."""
    folder: Path = current_app.config["SETTINGS"].home / "index"
    return folder
