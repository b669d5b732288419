"""Rows of one file held against each other: the same again, or contradictions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from marketplace.registry.kinds import RegisterKind
from marketplace.registry.reading import ReadRow
from marketplace.registry.spool import Spool

UNSHOWN = frozenset(
    ("legal_number_key", "legal_number_class", "regency_code", "district_code", "village_code")
)
SAME_RECORD = "Catatan yang sama"
MOST_NAMED = 5  # lines that a reason names; a number may stand in every row


@dataclass
class Verdict:
    """What the other rows of the file mean for one row."""

    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    repeats: int | None = None  # the line that it repeats

    def on(self, row: ReadRow) -> None:
        """Say it on the row."""
        row.warnings.extend(self.warnings)
        row.reasons.extend(reason for reason in self.reasons if reason not in row.reasons)


class Within:
    """Judges the rows of a spool that share a number or a record."""

    def __init__(self, spool: Spool) -> None:
        self.spool = spool
        self.kind: RegisterKind = spool.kind
        self.verdicts: dict[int, Verdict] = {}

    def compare_numbers(self) -> None:
        """Hold rows with the same number against each other, number by number."""
        for number in self.kind.numbers:
            self.compare(enumerate(self.spool.numbers[number.name]), number.words)

    def compare(self, told: Iterable[tuple[int, Any]], what: str) -> None:
        """Hold rows with the same value (None is none) against each other."""
        first: dict[Any, int] = {}
        groups: dict[Any, list[int]] = {}
        for index, value in told:
            if value is None:
                continue
            before = first.setdefault(value, index)
            if before != index:
                groups.setdefault(value, [before]).append(index)
        for group in groups.values():
            self._judge(group, what)

    def is_out(self, index: int) -> bool:
        """Whether a row is refused or repeats another."""
        verdict = self.verdicts.get(index)
        told = verdict is not None and bool(verdict.reasons or verdict.repeats is not None)
        return bool(self.spool.refused[index]) or told

    def repeats(self, index: int) -> bool:
        """Whether a row only says again what an earlier one says."""
        verdict = self.verdicts.get(index)
        return verdict is not None and verdict.repeats is not None and not verdict.reasons

    def _judge(self, group: Sequence[int], what: str) -> None:
        names: set[str] = set()
        numbers: dict[str, set[str]] = {number.name: set() for number in self.kind.numbers}
        listed: list[tuple[int, str]] = []
        for index in group:
            row = self.spool[index]
            names.add(self.kind.name_key(row.values))
            for name, seen in numbers.items():
                seen.update({row.values[name]} if name in row.values else ())
            if len(listed) <= MOST_NAMED:
                told = f"baris {row.line} (“{row.values.get('name', '')}”)"
                listed.append((index, told))
        if len(names) == 1 and not any(len(seen) > 1 for seen in numbers.values()):
            self._note_repetition(group)
            return
        differs = "dengan nomor lain yang berbeda" if len(names) == 1 else "dengan nama lain"
        for index in group:
            others = [told for other, told in listed if other != index][:MOST_NAMED]
            left = len(group) - 1 - len(others)
            lines = ", ".join(others) + (f", dan {left} baris lain" if left else "")
            self._of(index).reasons.append(f"{what} juga dipakai {lines} {differs}")

    def _note_repetition(self, group: Sequence[int]) -> None:
        first = self.spool[group[0]]
        for index in group[1:]:
            if self.is_out(index):
                continue
            verdict = self._of(index)
            verdict.repeats = first.line
            verdict.warnings.append(self._repetition(first, self.spool[index]))

    def _repetition(self, first: ReadRow, row: ReadRow) -> str:
        label = self.kind.fields.label
        shown = {name: value for name, value in row.values.items() if name not in UNSHOWN}
        differing = [
            label(name)
            for name, value in shown.items()
            if first.values.get(name) not in (None, value)
            if name != "name" or self.kind.name_key(row.values) != self.kind.name_key(first.values)
        ]
        only_here = [label(name) for name in shown if name not in first.values]
        told = f"sama dengan baris {first.line}, tidak dipakai"
        if differing:
            told += f"; isinya berbeda pada: {', '.join(differing)}"
        if only_here:
            told += f"; hanya tertulis di baris ini: {', '.join(only_here)}"
        return told

    def _of(self, index: int) -> Verdict:
        return self.verdicts.setdefault(index, Verdict())
