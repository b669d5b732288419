"""One number, one telephone and one address that stand nowhere else, and whoever hears of them.

This module is a plugin of every run: it hears what is logged in the process of the tests, at each
level that is switched on, and the run ends badly when a canary, or a telephone of the cast, was
among it.
"""

import logging
import traceback
from collections.abc import Iterator
from typing import Any

import pytest

from marketplace.demo import cast

NIK = "3604126907910077"
PHONE = "+6281377700419"
MAIL = "kenanga.melati@canary.test"
# However it is written: with 0, 62, +62 in front, or in capitals.
NEEDLES = {"nik": NIK, "phone": PHONE.removeprefix("+62"), "mail": MAIL.partition("@")[0]}
CAST = tuple(
    one.removeprefix("+62")
    for person in cast.EVERYBODY
    if (one := getattr(person, "phone", None)) is not None
)

heard: list[str] = []


def among(text: str | bytes) -> set[str]:
    """Which of the three stand in a text."""
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    lowered = text.lower()
    return {name for name, needle in NEEDLES.items() if needle in lowered}


def listen() -> None:
    """Look at every record of a log that is made in this process from now on."""
    made = logging.getLogRecordFactory()

    def listening(*args: Any, **more: Any) -> logging.LogRecord:
        record = made(*args, **more)
        text = f"{record.msg} {record.args}"
        if record.exc_info and record.exc_info[0] is not None:
            text += "".join(traceback.format_exception(*record.exc_info))
        if among(text) or any(phone in text for phone in CAST):
            heard.append(f"{record.name}: {text[:300]}")
        return record

    logging.setLogRecordFactory(listening)


@pytest.fixture(scope="session", autouse=True)
def nobody_logs_a_canary() -> Iterator[None]:
    """After all tests of this process: not one line of a log held a person's number."""
    listen()
    yield
    assert heard == [], "a log holds what it must not"
