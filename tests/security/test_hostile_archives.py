"""ZIP archives made to fill the memory or to break their reader: refused in words, at once."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from marketplace.catalog.services.listing_imports import zipped
from marketplace.errors import RuleBroken
from marketplace.sheets.opening import opened

MB = 1024 * 1024
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
DIRECTORY_ENTRY = b"PK\1\2"
LOCKED, PATCHED, STRONG = 0x01, 0x20, 0x40


def endless(entries: int) -> bytes:
    """An archive of nothing but its directory: each entry makes an object in its reader."""
    one = struct.pack(
        "<4s4B4HL2L5H2L", DIRECTORY_ENTRY, 20, 3, 20, *[0] * 8, 1, *[0] * 6
    )  # fmt: skip
    directory = (one + b"a") * entries
    count = entries & 0xFFFF
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), 0, 0)
    return b"PK\3\4" + directory + end


def with_flag(name: str, content: bytes, flag: int) -> bytes:
    """An archive of one stored entry that claims something of itself."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr(name, content)
    data = bytearray(target.getvalue())
    data[6] |= flag
    data[data.rfind(DIRECTORY_ENTRY) + 8] |= flag
    return bytes(data)


def peak_of(act) -> int:
    """The most memory in bytes that a refusal takes."""
    tracemalloc.start()
    try:
        with pytest.raises(RuleBroken):
            act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def read_sheet(data: bytes) -> None:
    with opened(data):
        raise AssertionError("no sheet")


def test_a_directory_without_end_is_refused_before_it_fills_the_memory():
    data = endless(60_000)
    assert peak_of(lambda: zipped.check(data)) < 8 * MB
    assert peak_of(lambda: read_sheet(data)) < 8 * MB


def test_a_directory_as_long_as_allowed_is_read():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for number in range(zipped.MOST_FILES):
            made.writestr(f"{number}.jpg", b"PK\3\4")
    zipped.check(target.getvalue())


@pytest.mark.parametrize("flag", [LOCKED, PATCHED, STRONG])
def test_a_picture_that_the_library_cannot_open_is_told_and_sinks_nothing(flag):
    pictures = zipped.Pictures(with_flag("emping.jpg", b"x" * 100, flag))
    with pytest.raises(RuleBroken):
        pictures.read("emping.jpg")


def damaged() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", ODS)
    data = bytearray(target.getvalue())
    data[38:48] = b"\xff" * 10
    return bytes(data)


@pytest.mark.parametrize("data", [damaged(), with_flag("mimetype", ODS, LOCKED)])
def test_another_kind_of_archive_that_cannot_be_read_is_refused_in_words(data):
    with pytest.raises(RuleBroken):
        read_sheet(data)
