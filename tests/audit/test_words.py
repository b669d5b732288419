"""Every event that the code records has words for officers."""

import ast
import re

from marketplace.audit import words
from tests.house_rules.code import Module, called, modules

RECORDS = ("record", "record_of_house", "_tell")
NAME = re.compile(r"[a-z_]+\.([a-z_]+|\{\})")

# What looks like the name of an event and is none: tasks, columns, files.
OTHERS = {
    "database.dump", "listings.apply", "listings.id", "listings.read", "listings.shop_id",
    "registry.preview", "registry.remap", "retention.toml",
}  # fmt: skip


def names(module: Module) -> set[str]:
    """What a file calls its events, with `{}` where a value goes."""
    return {
        name
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and called(call) in RECORDS and call.args
        for name in map(_text, ast.walk(call.args[0]))
        if NAME.fullmatch(name)
    }


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "{}" for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


def named(module: Module) -> set[str]:
    """What looks like an event of a known family anywhere in a file, such as a name handed on."""
    families = {name.partition(".")[0] for name in words.events()}
    texts = {_text(node) for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if NAME.fullmatch(text) and text.partition(".")[0] in families}


def recorded() -> set[str]:
    """Every name of an event, in all of the code."""
    return {name for module in modules() for name in names(module) | named(module)} - OTHERS


def test_every_event_has_words():
    silent = [name for name in recorded() if name not in words.events() and not _is_open(name)]
    assert sorted(silent) == [], "add them to marketplace/audit/words.toml"


def _is_open(name: str) -> bool:
    """Put together from a word for its family and something else, and the family is known."""
    return name.endswith(".{}") and _begins(name[:-2])


def _begins(start: str) -> bool:
    return any(name.startswith(start) for name in words.events())


def test_the_words_stand_in_order_and_differ():
    lines = list(words.events())
    assert lines == sorted(lines)
    assert len(set(words.events().values())) == len(lines)


def test_an_event_without_words_is_seen():
    module = Module("marketplace.sellers.x", 'events.record("shop.painted", shop, by=user)')
    assert names(module) == {"shop.painted"} and "shop.painted" not in words.events()
    assert words.of_event("shop.painted") == "shop.painted"
    assert words.of_subject("Badge", "12") == "Lencana 12"
