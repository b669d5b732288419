"""The embedded engine: Whoosh keeps what was analysed, in files, with commits; numpy scores.

Whoever writes a segment decodes it once into arrays beside it, and every answer is arithmetic on
them: a process that only answers never opens Whoosh's files, and no text of a user ever reaches
its query parser. Only the worker and commands write.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path

from marketplace.catalog.queries import PublicListing
from marketplace.search.columns import written_version
from marketplace.search.engine_whoosh.arrays import ArraySegment
from marketplace.search.engine_whoosh.files import IndexFiles, Seal
from marketplace.search.engine_whoosh.state import State
from marketplace.search.interface import (
    Answer,
    Completion,
    EngineUnavailable,
    Health,
    Query,
)

SHAPE = 6  # raise it when a row or its arrays hold something else
LOCK_WAIT = 120.0
TRY_AGAIN = 0.5
PATIENCE = 0.25  # seconds that queries wait in all for a newer state to be opened
OTHER_SHAPE = "the index has another shape and waits for a rebuild"
WRITING, REBUILDING = "lock", "rebuild.lock"


def _cannot_answer(error: Exception) -> EngineUnavailable:
    """Say it without its words: they may hold what somebody typed, and this is logged."""
    return EngineUnavailable(f"the index cannot answer: {type(error).__name__}")


class WhooshEngine:
    """Reads and writes one index folder; safe to share between threads and processes."""

    def __init__(self, root: Path) -> None:
        self._files = IndexFiles(Path(root))
        self._opening, self._beginning = threading.Lock(), threading.Lock()
        self._opener: tuple[threading.Thread | None, float] = None, 0.0
        self._state: State | None = None
        self._signature: tuple[int, int, int] | None = None
        self._trouble = ""
        self._failed: tuple[int, int, int] | None = None
        self._next_try = 0.0
        self._held: dict[str, tuple[Seal, ArraySegment]] = {}

    # reading

    def search(self, query: Query, *, on: date) -> Answer:
        """Answer a query from the newest state that can be read."""
        state = self._newest()
        try:
            return state.answer(query, on)
        except Exception as error:  # whatever damaged data makes Whoosh raise
            raise _cannot_answer(error) from error

    def complete(self, text: str, *, at_most: int, on: date) -> Completion:
        """Look where a text leads that is still being typed."""
        state = self._newest()
        try:
            return state.complete(text, at_most, on)
        except Exception as error:  # whatever damaged data makes Whoosh raise
            raise _cannot_answer(error) from error

    def _newest(self) -> State:
        """Give the state that is live now: one `stat` tells whether there is a newer one.

        A newer one is waited for, but not long: until it is open the older one answers. A state
        that was whole goes on answering from memory when the files are damaged, but not when
        they are gone.
        """
        signature = self._files.signature()
        state = self._state
        if state is not None and signature == self._signature:
            return state
        if signature is None:
            self._state = None
            raise EngineUnavailable("there is no index")
        if state is None:
            self._look(signature)
        else:
            self._look_aside(signature)
        if self._state is None:
            raise EngineUnavailable(self._trouble)
        return self._state

    def _look_aside(self, signature: tuple[int, int, int]) -> None:
        with self._beginning:
            opener, until = self._opener
            if opener is None or not opener.is_alive():
                opener = threading.Thread(target=self._look, args=[signature], daemon=True)
                until = time.monotonic() + PATIENCE
                self._opener = opener, until
                opener.start()
        opener.join(max(until - time.monotonic(), 0))

    def _look(self, signature: tuple[int, int, int]) -> None:
        with self._opening:
            opened = self._state is not None and signature == self._signature
            just_failed = signature == self._failed and time.monotonic() < self._next_try
            if opened or just_failed:
                return
            try:
                # In this order: who has read the signature gets that state, or a newer one.
                self._state = self._open()
                self._signature = signature
            except EngineUnavailable as error:
                self._trouble, self._failed = str(error), signature
                self._next_try = time.monotonic() + TRY_AGAIN

    def _open(self) -> State:
        note, read = self._files.read({name: seal for name, (seal, _) in self._held.items()})
        if note.shape != SHAPE:
            raise EngineUnavailable(OTHER_SHAPE)
        held: dict[str, tuple[Seal, ArraySegment]] = {}
        try:
            for name in note.segments:
                key = f"{note.folder}/{name}"
                opened = ArraySegment(read[name]) if name in read else self._held[key][1]
                held[key] = note.files[name], opened
            segments = [segment for _, segment in held.values()]
            state = State(segments, note.segments.values(), self._state)
        except Exception as error:  # whatever damaged data makes numpy raise
            raise EngineUnavailable(f"the index cannot be opened: {error!r}") from error
        self._held = held
        return state

    def version(self) -> object:
        """Give the state that answers come from: an answer after this call is never older."""
        try:
            self._newest()
        except EngineUnavailable:
            return "unavailable"
        return self._signature

    def documents(self) -> int:
        """Say how many listings the index holds, by its note alone."""
        return self._files.note().documents

    def health(self) -> Health:
        """Look at every file; never raises."""
        rebuilding = self._files.is_locked(REBUILDING)
        try:
            note = self._files.check()
            if note.shape != SHAPE:
                raise EngineUnavailable(OTHER_SHAPE)
        except EngineUnavailable as error:
            return Health(usable=False, trouble=str(error), rebuilding=rebuilding)
        return Health(
            usable=True,
            stale=note.words != written_version(),
            documents=note.documents,
            version=f"{note.shape}/{note.words}",
            parts=len(note.segments),
            wasted=note.wasted,
            rebuilding=rebuilding,
        )

    # writing

    def replace(self, documents: Iterable[PublicListing], among: Collection[int] = ()) -> None:
        """Put documents in, each in place of an older one; take out others named by `among`."""
        with self._alone():
            note = self._files.check()  # what is damaged must not be merged into what is not
            if note.shape != SHAPE:
                raise EngineUnavailable(OTHER_SHAPE)
            present = list(documents)
            ids = {document.listing_id for document in present} | set(among)
            self._files.note_changed(ids, REBUILDING)
            self._change(note.folder, present, ids)
            self._publish(note.folder, note.words)

    def remove(self, listing_ids: Iterable[int]) -> None:
        """Take listings out; an unknown id is no error."""
        self.replace((), among=set(listing_ids))

    def rebuild(
        self,
        documents: Iterable[PublicListing],
        progress: Callable[[int], None] | None = None,
        again: Callable[[Collection[int]], Iterable[PublicListing]] | None = None,
    ) -> int:
        """Build a new index beside the live one, swap it in whole and return its size.

        With `again`, which gives listings as they are by then, others may write meanwhile: what
        they changed is looked at anew before the swap. Without it they wait.
        """
        busy = "another process is rebuilding the index"
        with self._files.locked(REBUILDING, LOCK_WAIT, busy):
            with nullcontext() if again else self._alone():
                if again:
                    self._files.begin_noting()
                folder, words = self._files.new_folder(), written_version()
                self._fill(folder, documents, progress)
                if not again:
                    return self._swap(folder, words)
            with self._alone():
                if changed := self._files.changed():
                    self._change(folder, again(changed), changed)
                return self._swap(folder, words)

    def _fill(
        self,
        folder: str,
        documents: Iterable[PublicListing],
        progress: Callable[[int], None] | None,
    ) -> None:
        from marketplace.search.engine_whoosh.writer import Folder, row

        def rows() -> Iterable[dict[str, object]]:
            for count, document in enumerate(documents, 1):
                yield row(document)
                if progress:
                    progress(count)

        filled = Folder(self._files.root / folder, begins=True)
        filled.fill(rows())
        filled.arrays()

    def _change(
        self, folder: str, documents: Iterable[PublicListing], ids: Collection[int]
    ) -> None:
        from marketplace.search.engine_whoosh.writer import Folder, row

        rows = [row(document) for document in documents]
        try:
            Folder(self._files.root / folder).change(rows, map(str, ids))
        except Exception as error:
            raise EngineUnavailable(f"the index cannot be written: {error!r}") from error

    def _swap(self, folder: str, words: str) -> int:
        self._publish(folder, words)
        self._files.prune()
        return self.documents()

    def _publish(self, folder: str, words: str) -> None:
        from marketplace.search.engine_whoosh.writer import Folder

        try:
            written = Folder(self._files.root / folder)
            segments, documents = written.arrays()
        except Exception as error:
            raise EngineUnavailable(f"the index cannot be written: {error!r}") from error
        self._files.publish(
            folder, written.files(), segments, shape=SHAPE, words=words, documents=documents
        )
        written.forget(segments)

    def _alone(self) -> AbstractContextManager[None]:
        """Let one writer in at a time, over all processes."""
        return self._files.locked(WRITING, LOCK_WAIT, "another process is writing the index")
