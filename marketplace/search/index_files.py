"""Index files on disk: folders built beside each other, and one note that says which is live.

The note names every file with its size and checksum and is replaced in one step after each
write, so a reader sees one whole state or the next, and knows a damaged file before it is read.
"""

import json
import os
import shutil
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from marketplace.search.interface import EngineUnavailable

NOTE = "live.json"
TRIES = 8
PAUSE = 0.02

Seal = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Note:
    """Which folder is live, how it was written, and the size and checksum of its files."""

    folder: str
    shape: int
    words: str
    documents: int
    files: dict[str, Seal] = field(default_factory=dict)


class IndexFiles:
    """The folder of one engine's index."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._note = os.path.join(root, NOTE)  # each request of a stranger looks at it

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
            note = Note(**{**raw, "files": files})
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise EngineUnavailable(f"no readable index note: {error!r}") from error
        if Path(note.folder).name != note.folder:
            raise EngineUnavailable("the index note names a folder elsewhere")
        return note

    def read(self, held: Mapping[str, tuple[Seal, bytes]]) -> tuple[Note, dict[str, bytes]]:
        """Read the live files whole and check them; those held already are not read again.

        A write may take a file away between note and file, so a failed reading is tried again.
        """
        for attempt in range(TRIES):
            note = self.note()
            try:
                return note, self._files(note, held)
            except (OSError, EngineUnavailable) as error:
                if attempt == TRIES - 1:
                    raise EngineUnavailable(f"index files cannot be read: {error}") from error
                time.sleep(PAUSE)
        raise AssertionError("unreachable")

    def _files(self, note: Note, held: Mapping[str, tuple[Seal, bytes]]) -> dict[str, bytes]:
        files = {}
        for name, seal in note.files.items():
            key = f"{note.folder}/{name}"
            if key in held and held[key][0] == seal:
                files[name] = held[key][1]
                continue
            content = (self.root / note.folder / name).read_bytes()
            if (len(content), zlib.crc32(content)) != seal:
                raise EngineUnavailable(f"{name} is damaged")
            files[name] = content
        return files

    def new_folder(self) -> str:
        """Make an empty folder for a new generation."""
        name = f"g{time.time_ns()}"
        (self.root / name).mkdir(parents=True)
        return name

    def publish(
        self,
        folder: str,
        names: Iterable[str],
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
        files = {name: known.get(name) or self._seal(folder, name) for name in names}
        note = Note(folder, shape, words, documents, files)
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
