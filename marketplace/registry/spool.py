"""Rows that were read, laid aside in a temporary file: a register of 100,000 rows is no list."""

import pickle
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from marketplace.registry.kinds import RegisterKind
from marketplace.registry.reading import ReadRow


class Spool:
    """Rows in the order of the file, any of which can be had again; their numbers stay at hand."""

    def __init__(self, file: IO[bytes], kind: RegisterKind) -> None:
        self.kind = kind
        self.unreadable = 0
        self.refused = bytearray()
        self.numbers: dict[str, list[str | None]] = {number.name: [] for number in kind.numbers}
        self._file = file
        self._begins = array("Q")

    def __len__(self) -> int:
        return len(self._begins)

    def add(self, row: ReadRow) -> None:
        """Lay a row aside."""
        self._begins.append(self._file.tell())
        self.refused.append(row.is_refused)
        self.unreadable += row.is_refused
        for name, listed in self.numbers.items():
            listed.append(row.values.get(name))
        told = (row.line, row.values, row.warnings, row.reasons, row.cells)
        pickle.dump(told, self._file, pickle.HIGHEST_PROTOCOL)

    def __getitem__(self, index: int) -> ReadRow:
        self._file.seek(self._begins[index])
        return self._next()

    def parts(self, size: int) -> Iterator[list[tuple[int, ReadRow]]]:
        """Every row with its index, so many at a time."""
        for start in range(0, len(self), size):
            self._file.seek(self._begins[start])
            end = min(start + size, len(self))
            yield [(index, self._next()) for index in range(start, end)]

    def _next(self) -> ReadRow:
        # The file is our own and has no name: nobody else can have written to it.
        return ReadRow(*pickle.load(self._file))  # noqa: S301


@contextmanager
def spooled(kind: RegisterKind) -> Iterator[Spool]:
    """An empty spool, gone when the block ends."""
    with tempfile.TemporaryFile(prefix="pasar-register-") as file:
        yield Spool(file, kind)
