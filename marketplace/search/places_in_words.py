"""Places in what a buyer types: `emping pandeglang` is emping, in Kabupaten Pandeglang.

Kabupaten, kota and kecamatan by the names of the gazetteer, written as one word or as several,
and by the short names that `place_words.json` lists. Nothing here asks an index: whether a place
is meant, and not a good or a shop of that name, is decided by what is found there (`asking`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from marketplace.places import queries as places
from marketplace.search.understanding import LONGEST_QUERY, normalised

MOST_PIECES = 4  # of a name: `Kota Tangerang Selatan` without its kind has two, written apart three
MOST_MENTIONS = 3
Where = Literal["there", "around", "elsewhere"]

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_LOOSE = re.compile(r"^[\s,;:.()/–-]+|[\s,;:(/–-]+$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read as words and a place.

    `named` are the codes that the text speaks of and `places` those to search in: the same, or
    what lies around when it says `dekat`. `choices` are codes of one name, where it has several
    places. Not `sure`: the name is as well an ordinary word. `where` says, once it is known,
    whether something is there, only around it, or only elsewhere.
    """

    words: str
    typed: str
    named: tuple[str, ...]
    places: tuple[str, ...]
    near: bool = False
    choices: tuple[str, ...] = ()
    sure: bool = True
    where: Where = "there"

    @property
    def wider(self) -> "Reading | None":
        """The same around the place: the kabupaten or kota of a kecamatan, else its neighbours."""
        around = _around(self.named)
        if set(around) <= set(self.places):
            return None
        return replace(self, places=around, where="around")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place named by the pieces from `begin` up to `end`."""

    begin: int
    end: int
    codes: tuple[str, ...]
    near: bool = False
    marked: bool = False
    ordinary: bool = False


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_name("place_words.json")
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    data["ordinary"] = frozenset(map(_joined, data["ordinary"]))
    return data


def _joined(name: str) -> str:
    return "".join(_PIECE.findall(name.lower()))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Codes by name, written together; a kecamatan yields to the kabupaten or kota it is in."""
    found: dict[str, list[str]] = {}
    for regency in places.regencies():
        kind, bare = regency.name.split(" ", 1)
        found.setdefault(_joined(bare), []).insert(0 if kind == "Kota" else 1, regency.code)
        found[_joined(regency.name)] = [regency.code]
    whole = frozenset(found)
    for district in places.gazetteer().districts.values():
        if (name := _joined(district.name)) not in whole:
            found.setdefault(name, []).append(district.code)
    found |= {_joined(name): codes for name, codes in _data()["also"].items()}
    return {name: tuple(codes) for name, codes in found.items()}


def kind_of(code: str) -> str:
    """`Kabupaten`, `Kota` or `Kecamatan`."""
    regency = places.regency(code)
    return regency.name.split(" ", 1)[0] if regency else "Kecamatan"


def regency_named(text: str) -> str | None:
    """The one kabupaten or kota that a text names, itself or by a kecamatan; None for none."""
    reading = read(text)
    codes = {code[:5] for code in reading.named} if reading else set()
    return codes.pop() if len(codes) == 1 else None


def read(text: str) -> Reading | None:
    """Read a text as words and a place; None where no place is named in it."""
    if len(text) > LONGEST_QUERY:
        return None
    spans = [found.span() for found in _PIECE.finditer(text)]
    pieces = [normalised(text[begin:end]) for begin, end in spans]
    mentions = list(_mentions(pieces))
    if not mentions:
        return None
    group = _last_group(mentions, pieces)
    begin, end = spans[group[0].begin][0], spans[group[-1].end - 1][1]
    codes, choices = _meant([mention.codes for mention in group])
    near = any(mention.near for mention in group)
    return Reading(
        words=_without(text, begin, end),
        typed=text[begin:end],
        named=codes,
        places=_around(codes) if near else codes,
        near=near,
        choices=choices,
        sure=len(group) > 1 or _is_sure(group[0], at_end=group[0].end == len(pieces)),
    )


def _mentions(pieces: Sequence[str]) -> Iterator[_Mention]:
    at = 0
    while at < len(pieces):
        mention = _mention(pieces, at)
        if mention:
            yield mention
        at = mention.end if mention else at + 1


def _mention(pieces: Sequence[str], begin: int) -> _Mention | None:
    """The place that is named from here on: `dekat`, `di`, `kecamatan` and then its name."""
    data, at = _data(), begin
    near = marked = False
    while at < len(pieces) and (pieces[at] in data["near"] or pieces[at] in data["in"]):
        near, marked = near or pieces[at] in data["near"], True
        at += 1
    kind = data["kinds"].get(pieces[at]) if at < len(pieces) else None
    named = _named(pieces, at + 1, kind) if kind else None
    end, codes = named or _named(pieces, at) or (at, ())
    if not codes:
        return None
    after = data["kinds"].get(pieces[end], "") if end < len(pieces) and not named else ""
    if not _named(pieces, end + 1) and (fitting := _of_kind(codes, after)):
        end, codes, marked = end + 1, fitting, True
    name = "".join(pieces[at + 1 if named else at : end])
    return _Mention(begin, end, codes, near, marked or bool(named), name in data["ordinary"])


def _is_sure(mention: _Mention, *, at_end: bool) -> bool:
    """Whether a place alone is meant, and no ordinary word or a part of a shop's name."""
    wide = all(map(places.regency, mention.codes))
    return mention.marked or (not mention.ordinary and (at_end or wide))


def _named(
    pieces: Sequence[str], at: int, kind: str | None = None
) -> tuple[int, tuple[str, ...]] | None:
    """The longest name from here on, of a kind where one is said: where it ends, and its codes."""
    for end in range(min(at + MOST_PIECES, len(pieces)), at, -1):
        name = "".join(pieces[at:end])
        codes = _names().get(name, ())
        if kind == "Kecamatan":
            codes = _districts_named(name) or _of_kind(codes, kind)
        elif kind:
            codes = _of_kind(codes, kind)
        if codes:
            return end, codes
    return None


@cache
def _districts_named(name: str) -> tuple[str, ...]:
    everywhere = places.gazetteer().districts.values()
    return tuple(one.code for one in everywhere if _joined(one.name) == name)


def _of_kind(codes: Iterable[str], kind: str) -> tuple[str, ...]:
    return tuple(code for code in codes if kind_of(code) == kind)


def _last_group(mentions: Sequence[_Mention], pieces: Sequence[str]) -> list[_Mention]:
    """The last place named, with those right before it: `menes pandeglang`, `lebak dan serang`.

    An ordinary word right before the name of another place is a good: `kemiri lebak`.
    """
    group = [mentions[-1]]
    for mention in reversed(mentions[:-1]):
        between = pieces[mention.end : group[0].begin]
        joined = all(piece in _data()["and"] for piece in between)
        inside = _inside(mention.codes, group[0].codes) or _inside(group[0].codes, mention.codes)
        if not joined or len(group) == MOST_MENTIONS or (mention.ordinary and not inside):
            break
        group.insert(0, mention)
    return group


def _inside(narrow: Sequence[str], wide: Sequence[str]) -> tuple[str, ...]:
    """Those kecamatan of the first that lie in a kabupaten or kota of the second."""
    return tuple(one for one in narrow if any(one.startswith(f"{other}.") for other in wide))


def _meant(mentions: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of what is named together, and the choices where one name alone has several."""
    meant: list[tuple[str, ...]] = []
    for codes in mentions:
        last = meant[-1] if meant else ()
        narrower = _inside(codes, last) or _inside(last, codes)
        if narrower:
            meant[-1] = narrower
        elif codes != last:
            meant.append(codes)
    choices = meant[0] if len(meant) == 1 and len(meant[0]) > 1 else ()
    return tuple(dict.fromkeys(code for codes in meant for code in codes)), choices


def _around(codes: Sequence[str]) -> tuple[str, ...]:
    """What lies around: a kecamatan's kabupaten or kota, its own neighbours for one of those.

    Of a name that a kota and a kabupaten share, the neighbours of the kota: it is the nearer.
    """
    districts = [code for code in codes if places.district(code)]
    if districts:
        return tuple(dict.fromkeys(code.rpartition(".")[0] for code in districts))
    return tuple(dict.fromkeys((*codes, *_data()["around"].get(codes[0], ()))))


def _without(text: str, begin: int, end: int) -> str:
    """The text without what names a place, and without the marks that it leaves alone."""
    kept = (_LOOSE.sub("", part) for part in (text[:begin], text[end:]))
    words = " ".join(part for part in kept if part).split()
    while words and normalised(words[-1]) in {*_data()["in"], *_data()["and"]}:
        words.pop()
    return " ".join(words)
