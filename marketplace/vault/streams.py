"""Whole files sealed piece by piece, however large: for backups.

MAGIC, sixteen random bytes, then pieces of one MiB, each with its tag (AES-256-GCM). The key comes
from those bytes and the name of what the file is; each piece counts, and the last one says that it
is the last. So a piece that is changed, swapped, repeated or cut off is noticed where it stands.
"""

import io
import secrets
from typing import IO, TYPE_CHECKING

from marketplace.errors import RuleBroken

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

MAGIC = b"PASARBK2"
SALT, PIECE, TAG = 16, 1024 * 1024, 16


def _cipher(key: str, salt: bytes, name: str):  # type: ignore[no-untyped-def]
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = b"pasar/v1/backup/" + name.encode()
    return AESGCM(HKDF(SHA256(), 32, salt, info).derive(key.encode()))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealing(io.RawIOBase):
    """Write to it what is to be sealed; only `close` makes it whole."""

    def __init__(self, out: IO[bytes], key: str, name: str) -> None:
        salt = secrets.token_bytes(SALT)
        self._out, self._cipher = out, _cipher(key, salt, name)
        self._number, self._waiting = 0, bytearray()
        out.write(MAGIC + salt)

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer") -> int:
        """Seal every full piece; the rest waits for more."""
        self._waiting += data
        # One piece is held back: whether it is the last is known when more comes.
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return memoryview(data).nbytes

    def finish(self) -> None:
        """Write the last piece, without which nothing opens."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last), piece, None))
        self._number += 1


class Opening(io.RawIOBase):
    """Read from it what was sealed; RuleBroken as soon as a piece is not what was written."""

    def __init__(self, source: IO[bytes], key: str, name: str) -> None:
        head = source.read(len(MAGIC) + SALT)
        if not head.startswith(MAGIC) or len(head) < len(MAGIC) + SALT:
            raise RuleBroken(f"{name} is not sealed: the backup is damaged.")
        self._source, self._name = source, name
        self._cipher = _cipher(key, head[len(MAGIC) :], name)
        self._number, self._ready = 0, b""
        self._next = source.read(PIECE + TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """The next bytes; none at the end, which must be where it was."""
        while not self._ready and self._next:
            self._ready = self._open()
        space = memoryview(buffer)
        count = min(len(self._ready), space.nbytes)
        space[:count], self._ready = self._ready[:count], self._ready[count:]
        return count

    def _open(self) -> bytes:
        from cryptography.exceptions import InvalidTag

        piece, self._next = self._next, self._source.read(PIECE + TAG)
        try:
            opened = self._cipher.decrypt(_nonce(self._number, not self._next), piece, None)
        except (InvalidTag, ValueError):
            raise RuleBroken(
                f"{self._name} was changed, cut or mixed up: the backup is damaged."
            ) from None
        self._number += 1
        return bytes(opened)
