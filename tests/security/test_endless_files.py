"""Files made to keep the site busy: each is refused at once, whatever its size."""

import contextlib
import io
import struct
import time
import zlib

import pytest
from PIL import Image

from marketplace.catalog.pictures import inspection
from marketplace.errors import RuleBroken
from marketplace.sellers import evidence
from tests.registry.desk import table_of

MB = 1024 * 1024
QUICK = 15.0  # seconds on a busy machine; what is wrong here takes minutes


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(side: int, *chunks: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    data = out.getvalue()
    return b"".join([data[:33], *chunks, data[33:]])


def bomb() -> bytes:
    """Two hundred megabytes of nothing, in two hundred kilobytes."""
    return zlib.compress(bytes(200_000_000))


PICTURES = {
    "fill bytes": lambda: b"\xff\xd8\xff" + b"\xff" * (14 * MB),
    "restart markers": lambda: b"\xff\xd8\xff" + b"\xff\xd0" * (7 * MB),
    "empty segments": lambda: b"\xff\xd8" + b"\xff\xe0\x00\x02" * (3 * MB),
    "empty chunks": lambda: b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0tEXt\0\0\0\0" * MB,
    "169 megapixels": lambda: png(13_000),
}


@pytest.mark.parametrize("made", PICTURES.values(), ids=PICTURES.keys())
def test_a_picture_is_refused_at_once(made):
    data, started = made(), time.thread_time()
    with pytest.raises(RuleBroken):
        inspection.inspect(data)
    with pytest.raises(RuleBroken):
        evidence.redrawn(data)
    assert time.thread_time() - started < QUICK


def test_text_that_unpacks_to_much_is_not_unpacked():
    data = png(200, chunk(b"zTXt", b"x\0\0" + bomb()), chunk(b"iCCP", b"x\0\0" + bomb()))
    started = time.thread_time()
    with contextlib.suppress(RuleBroken):
        assert len(evidence.redrawn(data)) < MB
    assert time.thread_time() - started < QUICK


REGISTERS = {
    "one line": lambda: b"a" * (9 * MB),
    "a million columns": lambda: b"nama koperasi,nik\n" + b"," * (9 * MB),
    "a million titles": lambda: b"nama," * (2 * MB),
    "an open quote": lambda: b'nama koperasi,nik\n"' + b"a\n" * (4 * MB),
    "empty lines": lambda: b"nama koperasi,nik" + b"\n" * (9 * MB),
    "two columns of nothing": lambda: b";\n" * (4 * MB),
}


@pytest.mark.parametrize("made", REGISTERS.values(), ids=REGISTERS.keys())
def test_a_register_is_refused_at_once(made):
    data, started = made(), time.thread_time()
    with pytest.raises(RuleBroken):
        table_of(data)
    assert time.thread_time() - started < QUICK
