"""Files outside the database: public ones (pictures) and private ones (evidence).

They lie in folders of the home, or under two prefixes of one S3-compatible bucket that nobody
but the site may read; the site hands out both kinds itself, under its own headers.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, current_app

from marketplace.config import Bucket, Settings
from marketplace.errors import NotFound, OutOfReach

if TYPE_CHECKING:
    from obstore.store import ObjectStore

CONNECT_WITHIN = timedelta(seconds=5)
ANSWER_WITHIN = timedelta(seconds=20)
MOST_RETRIES = 3
CHUNK = 256 * 1024
KINDS = ("public", "private")


@dataclass(frozen=True)
class File:
    """A file on its way out: its size in bytes, and its content a piece at a time."""

    size: int
    chunks: Iterator[bytes]


class Store:
    """A place for files under keys; the caller keeps content types in the database.

    Every method raises OutOfReach when the place does not answer, refuses, or is full.
    """

    def __init__(self, opens: Callable[[], "ObjectStore"]) -> None:
        self._opens = opens
        self._opened: ObjectStore | None = None

    @property
    def _store(self) -> "ObjectStore":
        # Opened when first used: the threads that it starts would not survive a fork.
        if self._opened is None:
            self._opened = self._opens()
        return self._opened

    def put(self, key: str, data: bytes | Path) -> None:
        """Keep `data`, or the content of a file, under `key`: all of it or nothing."""
        import obstore

        with _in_words():
            obstore.put(self._store, key, data)

    def get(self, key: str) -> bytes:
        """The file under a key; NotFound when there is none."""
        import obstore

        with _in_words():
            return bytes(obstore.get(self._store, key).bytes())

    def beginning(self, key: str, size: int) -> bytes:
        """The first bytes of a file, fewer when it is shorter; NotFound when there is none."""
        import obstore

        with _in_words():
            return bytes(obstore.get_range(self._store, key, start=0, length=size))

    def stream(self, key: str) -> File:
        """The file under a key, read while it is handed out; NotFound when there is none."""
        import obstore

        with _in_words():
            found = obstore.get(self._store, key)
            return File(found.meta["size"], _pieces(iter(found.stream(min_chunk_size=CHUNK))))

    def exists(self, key: str) -> bool:
        """Whether there is a file under a key."""
        import obstore

        try:
            with _in_words():
                obstore.head(self._store, key)
        except NotFound:
            return False
        return True

    def list(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        """Key and size of every file below a prefix such as `pictures`, in no certain order."""
        import obstore

        with _in_words():
            for batch in obstore.list(self._store, prefix or None):
                for found in batch:
                    yield found["path"], found["size"]

    def older_than(self, at: datetime) -> Iterator[str]:
        """The key of every file that was last written before an instant, in no certain order."""
        import obstore

        with _in_words():
            for batch in obstore.list(self._store):
                for found in batch:
                    if found["last_modified"] < at:
                        yield found["path"]

    def delete(self, key: str) -> None:
        """Forget the file under a key; no error when there is none."""
        import obstore

        try:
            with _in_words():
                obstore.delete(self._store, key)
        except NotFound:
            return


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what a store raises into what the house knows."""
    from obstore.exceptions import BaseError

    try:
        yield
    except FileNotFoundError as missing:
        raise NotFound from missing
    except (BaseError, OSError) as error:
        # The first line names the cause; the rest may quote addresses and keys.
        raise OutOfReach(f"file storage: {str(error).partition(chr(10))[0][:300]}") from error


def _pieces(stream: Iterator[bytes]) -> Iterator[bytes]:
    while True:
        with _in_words():
            piece = next(stream, None)
        if piece is None:
            return
        yield bytes(piece)


def folder_store(folder: Path) -> Store:
    """A store in a folder of this machine."""

    def opened() -> "ObjectStore":
        from obstore.store import LocalStore

        return LocalStore(prefix=folder, mkdir=True)

    return Store(opened)


def bucket_store(bucket: Bucket, kind: str) -> Store:
    """A store under one prefix of an S3-compatible bucket."""

    def opened() -> "ObjectStore":
        from obstore.store import S3Store

        return S3Store(
            bucket.name,
            prefix=f"{bucket.prefix}/{kind}".strip("/"),
            endpoint=bucket.endpoint or None,
            region=bucket.region,
            access_key_id=bucket.access_key,
            secret_access_key=bucket.secret_key,
            # Servers of one's own seldom have a name for every bucket.
            virtual_hosted_style_request=not bucket.endpoint,
            client_options={
                "allow_http": bucket.endpoint.startswith("http://"),
                "connect_timeout": CONNECT_WITHIN,
                "timeout": ANSWER_WITHIN,
            },
            retry_config={"max_retries": MOST_RETRIES, "retry_timeout": ANSWER_WITHIN},
        )

    return Store(opened)


def init_app(app: Flask) -> None:
    """Open both stores: in the configured bucket, else under the marketplace's home."""
    settings = app.config["SETTINGS"]
    for kind in KINDS:
        if settings.bucket:
            store = bucket_store(settings.bucket, kind)
        else:
            store = folder_store(settings.home / "files" / kind)
        app.extensions[f"store.{kind}"] = store


def public() -> Store:
    """The store whose files anyone may read."""
    store: Store = current_app.extensions["store.public"]
    return store


def private() -> Store:
    """The store whose files only a view with an access check hands out."""
    store: Store = current_app.extensions["store.private"]
    return store


Names = Callable[[], Iterable[tuple[str, str]]]
_names: list[Names] = []


def names_files(function: Names) -> Names:
    """Have a function say which files its room's records name: pairs of store and key."""
    _names.append(function)
    return function


def named() -> Iterator[tuple[str, str]]:
    """Every file that a record in the database names: `public` or `private`, and its key."""
    for function in _names:
        yield from function()


def trouble(app: Flask) -> str | None:
    """Why files could not be kept; None when a small one was written, read and forgotten."""
    key = "doctor/probe"
    for kind in KINDS:
        store: Store = app.extensions[f"store.{kind}"]
        try:
            store.put(key, b"probe")
            store.get(key)
            store.delete(key)
        except (OutOfReach, NotFound) as error:
            return f"{kind}: {error}"
    return None


def index_folder() -> Path | None:
    """Where the embedded search index of this installation lives; None: in the database."""
    settings: Settings = current_app.config["SETTINGS"]
    return None if settings.searches_in_database else settings.home / "index"
