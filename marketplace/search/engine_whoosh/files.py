"""Index files on disk: folders built beside each other, and one note that says which is live.

The note names every file with its size and checksum and is replaced in one step after each
write, so a reader sees one whole state or the next, and knows a damaged file before it is read.
"""

import fcntl
import json
import os
import re
import shutil
import time
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from marketplace.search.interface import EngineUnavailable

NOTE = "live.json"
CHANGED = "changed"
# Of folders and files of ours: never a way out of the index, such as `..` or `a/b`.
_NAME = re.compile(r"[\w.-]*\w[\w.-]*")
TRIES = 8
PAUSE = 0.02

Seal = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Note:
    """Which folder is live, how it was written, and the size and checksum of its files.

    `segments` names the files that answer queries, each with its rows that no longer count.
    """

    folder: str
    shape: int
    words: str
    documents: int
    files: dict[str, Seal] = field(default_factory=dict)
    segments: dict[str, list[int]] = field(default_factory=dict)

    @property
    def wasted(self) -> float:
        """The share of rows that no longer count."""
        dead = sum(map(len, self.segments.values()))
        return dead / (dead + self.documents) if dead else 0.0


class IndexFiles:
    """The folder of one engine's index."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._note = os.path.join(root, NOTE)  # each request of a stranger looks at it
        self._found_whole: dict[str, tuple[int, int, int, Seal]] = {}

    def signature(self) -> tuple[int, int, int] | None:
        """Give something cheap that changes with each write, or None when nothing is live."""
        try:
            found = os.stat(self._note)
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size

    def note(self) -> Note:
        """Read the live note."""
        try:
            raw = json.loads((self.root / NOTE).read_text(encoding="utf-8"))
            files = {str(name): (int(size), int(crc)) for name, (size, crc) in raw["files"].items()}
            dead = {str(name): list(map(int, rows)) for name, rows in raw["segments"].items()}
            note = Note(**{**raw, "files": files, "segments": dead})
            elsewhere = [name for name in (note.folder, *files) if not _NAME.fullmatch(name)]
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise EngineUnavailable(f"no readable index note: {error!r}") from error
        if note.segments.keys() - files.keys():
            raise EngineUnavailable("the index note names segments without a seal")
        if elsewhere:
            raise EngineUnavailable("the index note names something elsewhere")
        return note

    def read(self, held: Mapping[str, Seal]) -> tuple[Note, dict[str, bytes]]:
        """Read the live files that answer queries, and check them; what is held already is not.

        A write may take a file away between note and file, so a failed reading is tried again.
        """
        for attempt in range(TRIES):
            note = self.note()
            wanted = [n for n in note.segments if held.get(f"{note.folder}/{n}") != note.files[n]]
            try:
                return note, {name: self._whole(note, name) for name in wanted}
            except (OSError, EngineUnavailable) as error:
                if attempt == TRIES - 1:
                    raise EngineUnavailable(f"index files cannot be read: {error}") from error
                time.sleep(PAUSE)
        raise AssertionError("unreachable")

    def _whole(self, note: Note, name: str) -> bytes:
        content = (self.root / note.folder / name).read_bytes()
        if (len(content), zlib.crc32(content)) != note.files[name]:
            raise EngineUnavailable(f"{name} is damaged")
        return content

    def check(self) -> Note:
        """Look at every live file; one that nobody touched since it was found whole still is."""
        for attempt in range(TRIES):
            note = self.note()
            try:
                for name in note.files:
                    self._check(note, name)
            except (OSError, EngineUnavailable) as error:
                if attempt == TRIES - 1:
                    raise EngineUnavailable(f"index files are not whole: {error}") from error
                time.sleep(PAUSE)
            else:
                return note
        raise AssertionError("unreachable")

    def _check(self, note: Note, name: str) -> None:
        key = f"{note.folder}/{name}"
        found = (self.root / key).stat()
        mark = (found.st_mtime_ns, found.st_ino, found.st_size, note.files[name])
        if self._found_whole.get(key) == mark:
            return
        self._whole(note, name)
        known = {k: v for k, v in self._found_whole.items() if k.startswith(f"{note.folder}/")}
        self._found_whole = known | {key: mark}

    def new_folder(self) -> str:
        """Make an empty folder for a new generation."""
        name = f"g{time.time_ns()}"
        (self.root / name).mkdir(parents=True)
        return name

    def publish(
        self,
        folder: str,
        names: Iterable[str],
        segments: dict[str, list[int]],
        *,
        shape: int,
        words: str,
        documents: int,
    ) -> None:
        """Make the named files of a folder the live ones, in one step."""
        try:
            before = self.note()
            known = before.files if before.folder == folder else {}
        except EngineUnavailable:
            known = {}
        named = [*names, *segments]
        files = {name: known.get(name) or self._seal(folder, name) for name in named}
        note = Note(folder, shape, words, documents, files, segments)
        beside = self.root / f"{NOTE}.{os.getpid()}"
        with beside.open("w", encoding="utf-8") as out:
            json.dump(asdict(note), out)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(self.root / NOTE)

    def _seal(self, folder: str, name: str) -> Seal:
        path = self.root / folder / name
        with path.open("rb") as file:
            os.fsync(file.fileno())
            content = file.read()
        return len(content), zlib.crc32(content)

    def prune(self) -> None:
        """Remove the folders that are no longer live."""
        live = self.note().folder
        for path in self.root.glob("g*"):
            if path.is_dir() and path.name != live:
                shutil.rmtree(path, ignore_errors=True)

    # who may write

    @contextmanager
    def locked(self, name: str, wait: float, trouble: str) -> Iterator[None]:
        """Let one in at a time, over all processes; a lock ends with the process that has it."""
        lock = self._lock(name, wait)
        if lock is None:
            raise EngineUnavailable(trouble)
        try:
            yield
        finally:
            lock.close()

    def _lock(self, name: str, wait: float) -> IO[bytes] | None:
        """Give the file whose closing ends the lock; None when another has it all that time."""
        self.root.mkdir(parents=True, exist_ok=True)
        file = (self.root / name).open("ab")
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() >= until:
                    file.close()
                    return None
                time.sleep(PAUSE)
            else:
                return file

    def is_locked(self, name: str) -> bool:
        """Whether somebody has a lock now."""
        lock = self._lock(name, 0)
        if lock is not None:
            lock.close()
        return lock is None

    # what changes while a new index is built beside the live one

    def begin_noting(self) -> None:
        """Have `note_changed` keep the ids from now on."""
        (self.root / CHANGED).write_text("", encoding="utf-8")

    def note_changed(self, listing_ids: Collection[int], while_held: str) -> None:
        """Tell the one who rebuilds, if there is one, what it must look at again."""
        path = self.root / CHANGED
        if not path.exists():
            return
        if not self.is_locked(while_held):  # it was killed
            path.unlink(missing_ok=True)
            return
        with path.open("a", encoding="utf-8") as out:
            out.writelines(f"{listing_id}\n" for listing_id in listing_ids)

    def changed(self) -> set[int]:
        """The ids kept since `begin_noting`; no more are kept."""
        path = self.root / CHANGED
        ids = {int(line) for line in path.read_text(encoding="utf-8").split()}
        path.unlink()
        return ids
