"""What each row of a file would do to the register, worked out a part at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from marketplace.registry.comparing import Known, Staged
from marketplace.registry.reading import ReadRow
from marketplace.registry.register import Register
from marketplace.registry.spool import Spool
from marketplace.registry.summary import Tally
from marketplace.registry.within import SAME_RECORD, Within

PART = 500


@dataclass
class Plan:
    """Rows of a spool held against each other and against the register, which is not touched."""

    register: Register
    spool: Spool
    data_on: date
    jurisdiction: str | None
    on: date
    is_of_elsewhere: bool
    tally: Tally = field(default_factory=Tally)
    changed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.within = Within(self.spool)
        self.within.compare_numbers()
        # By index: the ids of the records that a row's numbers point at.
        self._pointed: dict[int, tuple[int, ...]] = {}
        self._point()
        self.within.compare(self._single(), SAME_RECORD)
        self._next_id = self.register.latest_id() + 1

    def parts(self) -> Iterator[list[Staged]]:
        """Every row with its fate, in the order of the file."""
        for part in self.spool.parts(PART):
            wanted = {id_ for index, _row in part for id_ in self._pointed.get(index, ())}
            known = self.register.records(sorted(wanted)) if wanted else {}
            yield [
                self._fate(index, row, [known[id_] for id_ in self._pointed.get(index, ())])
                for index, row in part
            ]

    def _fate(self, index: int, row: ReadRow, found: Sequence[Known]) -> Staged:
        if self.is_of_elsewhere:
            row.forget_inferred_place()
        verdict = self.within.verdicts.get(index)
        repeats = self.within.repeats(index)
        if verdict:
            verdict.on(row)
        item = self.register.judge(
            row, found, data_on=self.data_on, jurisdiction=self.jurisdiction, repeats=repeats
        )
        if item.outcome == "added":
            item.record_id, self._next_id = self._next_id, self._next_id + 1
        self.changed.update(change["field"] for change in item.changes)
        self.tally.count(item, self.register.counts_as(row.values, self.on))
        return item

    def _point(self) -> None:
        for name, listed in self.spool.numbers.items():
            for start in range(0, len(listed), PART):
                part = listed[start : start + PART]
                found = self.register.ids_by(name, [number for number in part if number])
                for index, number in enumerate(part, start) if found else ():
                    id_ = found.get(number or "")
                    before = self._pointed.get(index, ())
                    if id_ is not None and id_ not in before:
                        self._pointed[index] = (*before, id_)

    def _single(self) -> Iterator[tuple[int, int | None]]:
        """Accepted rows that point at exactly one record."""
        for index, ids in sorted(self._pointed.items()):
            if len(ids) == 1 and not self.within.is_out(index):
                yield index, ids[0]
