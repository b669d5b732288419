"""The English catalogue: every word that a page may say is in it, and nothing else."""

import ast
import re

from babel.messages.catalog import Message

from marketplace.commands import words
from tests.house_rules.code import Module, modules

VALUES = re.compile(r"%\(\w+\)[sd]|%%")
TAGS = re.compile(r"</?\w+[^>]*>")


def forms(message: Message) -> list[tuple[str, str]]:
    """A message and its English, each of its numbers."""
    if not message.pluralizable:
        return [(str(message.id), str(message.string))]
    return [(str(message.id[0]), str(english)) for english in message.string]


def lost(message: Message) -> list[str]:
    """Values and tags that only one of both languages has."""
    return [
        f"{ours} ≠ {english}"
        for ours, english in forms(message)
        for kind in (VALUES, TAGS)
        if sorted(kind.findall(ours)) != sorted(kind.findall(english))
    ]


def test_every_word_has_its_english():
    catalogue = words.in_step()
    told = "run `flask words update`, then write the English of"
    assert words.missing(catalogue) == [], told


def test_the_catalogue_holds_nothing_else():
    written = words.written()
    known = {(message.id, message.context) for message in words.used()}
    assert [message.id for message in written if (message.id, message.context) not in known] == []
    assert not written.obsolete
    assert [message.id for message in written if message.id and message.fuzzy] == []


def test_values_and_links_are_the_same_in_both_languages():
    assert [fault for message in words.written() if message.id for fault in lost(message)] == []


def test_the_rule_sees_a_lost_value():
    assert lost(Message("Sisa %(left)s", "left"))
    assert lost(Message('<a href="/a">x</a>', '<a href="/b">x</a>'))
    assert not lost(Message(("%(n)s hari", "%(n)s hari"), ("%(n)s day", "%(n)s days")))


def made_of_pieces(module: Module) -> list[str]:
    """Sentences for people that cannot be looked up, because values were put in too early."""
    calls = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    return [
        f"{module.name}:{call.lineno}"
        for call in calls
        if getattr(call.func, "id", "") in words.KEYWORDS
        and call.args
        and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]


def speaking() -> list[Module]:
    parts = tuple(f"marketplace.{part.removesuffix('.py')}" for part in words.SPEAKING)
    parts = tuple(part.replace("/", ".") for part in parts)
    return [module for module in modules() if module.name.startswith(parts)]


def test_sentences_are_looked_up_whole():
    assert [place for module in speaking() for place in made_of_pieces(module)] == []


def test_the_rule_sees_a_sentence_made_of_pieces():
    assert made_of_pieces(Module("marketplace.web.x", 'raise RuleBroken(f"Sisa {left}.")'))
    assert not made_of_pieces(Module("marketplace.web.x", 'RuleBroken("Sisa %(left)s.", left=3)'))
