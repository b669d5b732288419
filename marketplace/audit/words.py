"""Events in the words that officers read, from `words.toml`."""

import functools
import tomllib
from pathlib import Path

_FILE = Path(__file__).with_name("words.toml")


@functools.cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def events() -> dict[str, str]:
    """The words for each event, by its name."""
    return _tables()["events"]


def subjects() -> dict[str, str]:
    """The words for what events happen to, by kind."""
    return _tables()["subjects"]


def of_event(name: str) -> str:
    """What an event is called; its own name where nobody has found words yet."""
    return events().get(name, name)


def of_subject(kind: str, identity: str) -> str:
    """What it happened to, such as `Lencana 12`."""
    return f"{subjects().get(kind, kind)} {identity}".strip()
