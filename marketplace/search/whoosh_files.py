"""An index held in memory once: Whoosh's own storage copies its files up to three times."""

import os

from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.structfile import BufferFile


class _Cursor:
    """A position in bytes that somebody else holds, as Whoosh reads files."""

    def __init__(self, content: memoryview) -> None:
        self._content = content
        self._at = 0

    def read(self, length: int = -1) -> bytes:
        end = len(self._content) if length is None or length < 0 else self._at + length
        found = bytes(self._content[self._at : end])
        self._at += len(found)
        return found

    def readline(self) -> bytes:
        line = bytearray()
        while (piece := self.read(1)) and piece != b"\n":
            line += piece
        return bytes(line + piece)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self._content)}
        self._at = max(0, start[whence] + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        """Nothing to give back."""


class _File(BufferFile):
    """A file of an index, or a part of one, as a view."""

    def __init__(self, content: memoryview, name: str | None = None) -> None:
        super().__init__(b"", name=name)
        self._buf = content
        self.file = _Cursor(content)

    def subset(self, position: int, length: int, name: str | None = None) -> "_File":
        return _File(self._buf[position : position + length], name or self._name)


class Held(RamStorage):
    """Index files that were read whole, for reading only."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__()
        self.files = files

    def open_file(self, name: str, **_options: object) -> _File:
        """A file to read; NameError when there is none of that name."""
        if name not in self.files:
            raise NameError(name)
        return _File(memoryview(self.files[name]), name)
