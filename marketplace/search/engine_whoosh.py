"""The embedded engine: Whoosh keeps the files, the vocabulary, commits and locks; numpy scores.

Postings are decoded once for each segment into arrays, and every answer is arithmetic on them;
no text of a user ever reaches Whoosh's query parser. Only the worker and commands write.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from marketplace.catalog.queries import PublicListing
from marketplace.search import shingles, understanding
from marketplace.search.columns import COLUMNS, column_values, written_version
from marketplace.search.index_files import IndexFiles, Seal
from marketplace.search.interface import (
    Answer,
    Completion,
    EngineUnavailable,
    Health,
    Query,
)
from marketplace.search.scoring import FIELDS
from marketplace.search.state import State
from marketplace.search.whoosh_segment import Segment

SHAPE = 5  # raise it when the schema below changes
INDEX = "MAIN"
LOCK_WAIT = 120.0
TRY_AGAIN = 0.5


def _schema() -> Any:
    from whoosh import columns, fields

    def numbers() -> Any:
        return fields.COLUMN(columns.NumericColumn("q", default=0))

    texts = {name: fields.KEYWORD(scorable=True) for name in FIELDS}
    lengths = {f"{name}_length": numbers() for name in FIELDS}
    properties = {name: numbers() for name in COLUMNS}
    slugs = {"slug": fields.KEYWORD()}
    titles = {"shingles": fields.COLUMN(columns.VarBytesColumn())}
    return fields.Schema(
        key=fields.ID(unique=True), **texts, **lengths, **properties, **slugs, **titles
    )


def _row(document: PublicListing) -> dict[str, Any]:
    """Analyse a document into what the schema holds."""
    row: dict[str, Any] = {"key": str(document.listing_id)}
    for name, terms in understanding.analysed(document).items():
        row[name] = " ".join(terms)
        row[f"{name}_length"] = len(terms)
    row["shingles"] = shingles.of_title(document).astype("<u2").tobytes()
    slugs = filter(None, (document.category_slug, document.category_parent))
    return row | column_values(document) | {"slug": " ".join(slugs)}


class WhooshEngine:
    """Reads and writes one index folder; safe to share between threads and processes."""

    def __init__(self, root: Path) -> None:
        self._files = IndexFiles(Path(root))
        self._opening = threading.Lock()
        self._state: State | None = None
        self._signature: tuple[int, int, int] | None = None
        self._trouble = ""
        self._failed: tuple[int, int, int] | None = None
        self._next_try = 0.0
        self._held: dict[str, tuple[Seal, bytes]] = {}
        self._segments: dict[str, Segment] = {}

    # reading

    def search(self, query: Query, *, on: date) -> Answer:
        """Answer a query from the newest state that can be read."""
        state = self._newest()
        try:
            return state.answer(query, on)
        except Exception as error:  # whatever damaged data makes Whoosh raise
            raise EngineUnavailable(f"the index cannot answer: {error!r}") from error

    def complete(self, text: str, *, at_most: int, on: date) -> Completion:
        """Look where a text leads that is still being typed."""
        state = self._newest()
        try:
            return state.complete(text, at_most, on)
        except Exception as error:  # whatever damaged data makes Whoosh raise
            raise EngineUnavailable(f"the index cannot answer: {error!r}") from error

    def _newest(self, *, wait: bool = False) -> State:
        """Give the state that is live now: one `stat` tells whether there is a newer one.

        While one thread opens it the others answer from the older one, unless told to wait.
        A state that was whole goes on answering from memory when the files are damaged, but
        not when they are gone.
        """
        signature = self._files.signature()
        state = self._state
        if state is not None and signature == self._signature:
            return state
        if signature is None:
            self._state = None
            raise EngineUnavailable("there is no index")
        if self._opening.acquire(blocking=wait or state is None):
            try:
                self._look(signature)
            finally:
                self._opening.release()
        if self._state is None:
            raise EngineUnavailable(self._trouble)
        return self._state

    def _look(self, signature: tuple[int, int, int]) -> None:
        opened = self._state is not None and signature == self._signature
        just_failed = signature == self._failed and time.monotonic() < self._next_try
        if opened or just_failed:
            return
        try:
            self._state = self._open()
            self._signature = signature
        except EngineUnavailable as error:
            self._trouble, self._failed = str(error), signature
            self._next_try = time.monotonic() + TRY_AGAIN

    def _open(self) -> State:
        from whoosh.index import FileIndex
        from whoosh.reading import SegmentReader

        from marketplace.search.whoosh_files import Held

        note, files = self._files.read(self._held)
        if note.shape != SHAPE:
            raise EngineUnavailable("the index has another shape and waits for a rebuild")
        try:
            storage = Held(files)
            index = FileIndex(storage, indexname=INDEX)
            kept, deleted = {}, []
            for segment in index._segments():
                key = f"{note.folder}/{segment.segment_id()}"
                reader = SegmentReader(storage, index.schema, segment)
                kept[key] = self._segments.get(key) or Segment(reader)
                deleted.append(list(segment.deleted_docs()))
            state = State(list(kept.values()), deleted)
        except Exception as error:
            raise EngineUnavailable(f"the index cannot be opened: {error!r}") from error
        self._segments = kept
        self._held = {f"{note.folder}/{n}": (note.files[n], files[n]) for n in files}
        return state

    def version(self) -> object:
        """Give the state that answers come from: an answer after this call is never older."""
        try:
            self._newest(wait=True)
        except EngineUnavailable:
            return "unavailable"
        return self._signature

    def documents(self) -> int:
        """Say how many listings the index holds, by its note alone."""
        return self._files.note().documents

    def health(self) -> Health:
        """Open the index as a fresh process would; never raises."""
        try:
            fresh = WhooshEngine(self._files.root)
            note, _ = self._files.read(self._held)
            fresh._newest()
        except EngineUnavailable as error:
            return Health(usable=False, trouble=str(error))
        stale = note.words != written_version()
        return Health(True, stale, note.documents, f"{note.shape}/{note.words}")

    # writing

    def replace(self, documents: Iterable[PublicListing], among: Collection[int] = ()) -> None:
        """Put documents in, each in place of an older one; take out others named by `among`."""
        with self._alone():
            rows = [_row(document) for document in documents]
            keys = {row["key"] for row in rows} | {str(listing_id) for listing_id in among}
            with self._changing() as writer:
                with writer.searcher() as seen:  # opened once: each opening reads every segment
                    for key in keys:
                        writer.delete_by_term("key", key, searcher=seen)
                for row in rows:
                    writer.add_document(**row)

    def remove(self, listing_ids: Iterable[int]) -> None:
        """Take listings out; an unknown id is no error."""
        self.replace((), among=set(listing_ids))

    def rebuild(
        self,
        documents: Iterable[PublicListing],
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Build a new index beside the live one, swap it in whole and return its size."""
        from whoosh.filedb.filestore import FileStorage
        from whoosh.index import FileIndex

        with self._alone():
            folder = self._files.new_folder()
            storage = FileStorage(str(self._files.root / folder), supports_mmap=False)
            index = FileIndex.create(storage, _schema(), INDEX)
            writer = index.writer(limitmb=128)
            count = 0
            try:
                for count, document in enumerate(documents, 1):
                    writer.add_document(**_row(document))
                    if progress:
                        progress(count)
            except BaseException:
                writer.cancel()
                raise
            writer.commit(optimize=True)
            self._publish(index, folder, written_version())
            self._files.prune()
        return count

    @contextmanager
    def _changing(self) -> Iterator[Any]:
        """Open the live index for writing; all of the block's changes are committed, or none."""
        from whoosh.filedb.filestore import FileStorage
        from whoosh.index import FileIndex

        note = self._files.note()
        if note.shape != SHAPE:
            raise EngineUnavailable("the index has another shape and waits for a rebuild")
        storage = FileStorage(str(self._files.root / note.folder), supports_mmap=False)
        writer = None
        try:
            index = FileIndex(storage, indexname=INDEX)
            writer = index.writer()
            yield writer
            writer.commit()
            writer = None
            self._publish(index, note.folder, note.words)
        except Exception as error:
            if writer is not None:
                writer.cancel()
            raise EngineUnavailable(f"the index cannot be written: {error!r}") from error

    def _publish(self, index: Any, folder: str, words: str) -> None:
        segments = index._segments()
        toc = f"_{INDEX}_{index.latest_generation()}.toc"
        names = [toc, *(segment.make_filename(".seg") for segment in segments)]
        documents = sum(segment.doc_count() for segment in segments)
        self._files.publish(folder, names, shape=SHAPE, words=words, documents=documents)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one writer in at a time, over all processes; a rebuild makes the others wait."""
        from whoosh.util.filelock import FileLock, try_for

        self._files.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self._files.root / "lock"))
        if not try_for(lock.acquire, timeout=LOCK_WAIT, delay=0.05):
            raise EngineUnavailable("another process is writing the index")
        try:
            yield
        finally:
            lock.release()
