"""ZIP archives that somebody brought: what is asked before, and caught after, the library."""

import zipfile
import zlib
from typing import BinaryIO

ENTRY = b"PK\1\2"
PART = 1 << 20
# What `zipfile` raises for damage, locks, and ways of packing that it does not know.
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)


def lists_more_than(archive: BinaryIO, most: int) -> bool:
    """Whether an archive may list more entries; `zipfile` makes an object of each to count them."""
    archive.seek(0)
    count, before = 0, b""
    while count <= most and (part := archive.read(PART)):
        count += (before + part).count(ENTRY)
        before = part[1 - len(ENTRY) :]
    archive.seek(0)
    return count > most
