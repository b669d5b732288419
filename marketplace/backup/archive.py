"""The files of a store in one tar, and back."""

import io
import tarfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import IO

from marketplace.errors import NotFound, RuleBroken
from marketplace.storage import Store

AT_ONCE = 8  # files fetched beside each other: a bucket answers slowly, and many at a time


def pack(store: Store, out: IO[bytes]) -> int:
    """Write every file of a store into a tar; returns how many. Files deleted meanwhile lack."""
    count = 0
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for key, content in _contents(store):
            entry = tarfile.TarInfo(key)
            entry.size, entry.mode = len(content), 0o600
            tar.addfile(entry, io.BytesIO(content))
            _forget_passed(tar)
            count += 1
    return count


def _contents(store: Store) -> Iterator[tuple[str, bytes]]:
    def fetch(key: str) -> bytes | None:
        try:
            return store.get(key)
        except NotFound:
            return None

    keys = (key for key, _ in store.list())
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while batch := list(islice(keys, AT_ONCE)):
            for key, content in zip(batch, pool.map(fetch, batch), strict=True):
                if content is not None:
                    yield key, content


def unpack(source: IO[bytes], store: Store) -> set[str]:
    """Put every file of a tar into a store; returns their keys."""
    put: set[str] = set()
    with tarfile.open(fileobj=source, mode="r|") as tar, ThreadPoolExecutor(AT_ONCE) as pool:
        packed = _packed(tar)
        while batch := list(islice(packed, AT_ONCE)):
            list(pool.map(lambda pair: store.put(*pair), batch))
            put.update(key for key, _ in batch)
    return put


def keys(source: IO[bytes]) -> set[str]:
    """The keys of the files in a tar."""
    found = set()
    with tarfile.open(fileobj=source, mode="r|") as tar:
        while (member := tar.next()) is not None:
            found.add(member.name)
            _forget_passed(tar)
    return found


def _packed(tar: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    while (member := tar.next()) is not None:
        content = tar.extractfile(member) if member.isfile() else None
        if content is None:
            raise RuleBroken(f"{member.name} is not a file: the backup is damaged.")
        yield member.name, content.read()
        _forget_passed(tar)


def _forget_passed(tar: tarfile.TarFile) -> None:
    """The library remembers every entry that it has passed: a kilobyte for each of 400,000."""
    tar.members = []  # type: ignore[attr-defined]  # missing in the library's types
