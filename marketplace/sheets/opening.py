"""Opening a file that somebody brought, whatever its kind, as one sheet of text."""

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol, cast

from marketplace.errors import RuleBroken
from marketplace.sheets import delimited, kinds, workbook
from marketplace.sheets.encoding import NAMES, Opener
from marketplace.sheets.expected import Expected

Line = tuple[int, list[str]]
LARGEST = 64 * 1024 * 1024
TOO_LARGE = "Berkas terlalu besar; paling besar 64 MB. Bagi menjadi beberapa berkas."
LOCKED = "EncryptedPackage".encode("utf-16-le")


class _Rows(Protocol):
    def rows(self) -> Iterator[Line]: ...


@dataclass(frozen=True)
class Sheet:
    """Rows of text, each with its line (CSV) or row number (XLSX); walk them as often as needed.

    In XLSX, numbers are exact digits or, where Excel no longer knows all digits, written with
    an `E`; dates are ISO. `from_1904` says from which day a bare serial number counts.
    """

    kind: str
    source: _Rows
    delimiter: str = ""
    encoding: str = ""
    notes: list[str] = field(default_factory=list)
    from_1904: bool = False

    def rows(self) -> Iterator[Line]:
        """Every row that holds something, from the file's beginning."""
        return self.source.rows()


@contextmanager
def opened(content: bytes | Path, expected: Expected | None = None) -> Iterator[Sheet]:
    """The sheet in a CSV or XLSX file, given as bytes or where it lies, while the block runs.

    RuleBroken with what to do when it cannot be read safely.
    """
    expected = expected or Expected()
    with ExitStack() as stack:
        head = _head(content)
        if kinds.is_zip(head):
            book = stack.enter_context(workbook.opened(content, expected))
            yield Sheet("xlsx", book, notes=book.notes, from_1904=book.from_1904)
            return
        open_ = _opener(content)
        kinds.refuse_others(head, head.startswith(kinds.OLD_OFFICE) and _names_a_lock(open_))
        text = delimited.read(open_, expected)
        name = NAMES[text.encoding]
        notes = [] if name == "UTF-8" else [f"Berkas tersimpan sebagai {name}."]
        yield Sheet("csv", text, text.delimiter, text.encoding, notes)


def _head(content: bytes | Path) -> bytes:
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    if size > LARGEST:
        raise RuleBroken(TOO_LARGE)
    with _opener(content)() as stream:
        head = stream.read(4096)
    if not head:
        raise RuleBroken(delimited.EMPTY)
    return head


def _opener(content: bytes | Path) -> Opener:
    if isinstance(content, bytes):
        return partial(io.BytesIO, content)
    return cast("Opener", partial(content.open, "rb"))


def _names_a_lock(open_: Opener) -> bool:
    """Whether an old Office file holds an encrypted new one."""
    before = b""
    with open_() as stream:
        while part := stream.read(1 << 20):
            if LOCKED in before + part:
                return True
            before = part[-len(LOCKED) :]
    return False
