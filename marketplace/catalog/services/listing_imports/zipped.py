"""The ZIP of pictures beside a sheet: what is in it, and each picture only when it is asked for."""

import io
import zipfile
from pathlib import PurePosixPath

from marketplace import zips
from marketplace.catalog.pictures.inspection import MOST_BYTES
from marketplace.errors import RuleBroken
from marketplace.texts import one_line

LARGEST = 60 * 1024 * 1024
MOST_FILES = 2_000
MOST_UNPACKED = 250 * 1024 * 1024
LONGEST_NAME = 120
NO_ZIP = "Berkas foto bukan ZIP, atau rusak. Kumpulkan foto dalam satu ZIP, lalu unggah lagi."


def check(content: bytes) -> None:
    """RuleBroken, beside the field, for what is no ZIP of pictures."""
    if len(content) > LARGEST:
        raise RuleBroken("ZIP foto lebih dari 60 MB. Kecilkan fotonya, atau bagi dua.", "pictures")
    try:
        names(content)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, "pictures") from None


def names(content: bytes) -> dict[str, str]:
    """The casefolded names of its files, without their folders; nothing is known against them."""
    return dict.fromkeys(_Members(content).by_name, "")


class Pictures:
    """The pictures of a ZIP by name; one is in memory at a time."""

    def __init__(self, content: bytes | None) -> None:
        self._members = _Members(content) if content else None

    @property
    def names(self) -> frozenset[str]:
        """The casefolded names of its files."""
        return frozenset(self._members.by_name) if self._members else frozenset()

    def read(self, name: str) -> bytes:
        """One picture; RuleBroken with words when it cannot be read or is too large."""
        if self._members is None:
            raise RuleBroken("tidak ada ZIP foto.")
        member = self._members.by_name[name.casefold()]
        if member.flag_bits & 1:
            raise RuleBroken("terkunci kata sandi.")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise RuleBroken("dipadatkan dengan cara yang tidak kami baca. Buat ZIP biasa.")
        try:
            with self._members.archive.open(member) as file:
                data = file.read(MOST_BYTES + 1)
        except zips.UNREADABLE:
            raise RuleBroken("rusak di dalam ZIP.") from None
        return data


class _Members:
    def __init__(self, content: bytes) -> None:
        stream = io.BytesIO(content)
        if zips.lists_more_than(stream, MOST_FILES):
            raise RuleBroken("ZIP foto berisi lebih dari 2.000 berkas. Bagi menjadi beberapa.")
        try:
            self.archive = zipfile.ZipFile(stream)
            entries = self.archive.infolist()
        except zips.UNREADABLE:
            raise RuleBroken(NO_ZIP) from None
        # What an entry says of its size is the most that is unpacked of it.
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise RuleBroken("ZIP foto menjadi lebih dari 250 MB bila dibuka. Kecilkan fotonya.")
        self.by_name: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            path = PurePosixPath(entry.filename.replace("\\", "/"))
            name = (one_line(path.name) or "")[:LONGEST_NAME].casefold()
            # What a Mac adds beside each file is no picture.
            if name and not entry.is_dir() and "__MACOSX" not in path.parts:
                self.by_name.setdefault(name, entry)
