"""Whatever an office's habits, the same records come out; a sample of `tests/proof`'s thousand."""

from hypothesis import HealthCheck, given, seed, settings

from marketplace.registry import mapping, sheet, whereabouts
from marketplace.registry.cooperatives import COOPERATIVE
from marketplace.registry.reading import Reader
from tests.registry.desk import DATA_ON
from tests.registry.generated import HABITS, RECORDS, Habits, Record, file_of


def check(records: list[Record], habits: Habits) -> None:
    """A file of these records in these habits is read to these records, and nothing else."""
    with sheet.opened(file_of(records, habits), COOPERATIVE.fields) as table:
        understanding = mapping.understand(table, {}, whereabouts.is_place)
        reader = Reader(table, understanding, COOPERATIVE, on=DATA_ON, stated="36.02")
        reader.learn_days()
        rows = [reader.read(line, cells) for line, cells in table.rows()]
    assert understanding.unclear == []
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        assert not row.is_refused, (row.reasons, row.warnings)
        found = {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in row.values.items()
        }
        assert {name: found.get(name) for name in record.values} == record.values


@seed(20261125)
@settings(
    max_examples=60, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(records=RECORDS, habits=HABITS)
def test_sixty_generated_files_are_read_to_the_same_records(applications, records, habits):
    with applications["sqlite"].app_context():
        check(records, habits)
