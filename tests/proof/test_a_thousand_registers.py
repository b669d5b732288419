"""A thousand generated dinas files: delimiters, encodings, spellings, cell habits, CSV and XLSX."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.registry.generated import HABITS, RECORDS
from tests.registry.test_generated_registers import check


@pytest.mark.proof
@settings(
    max_examples=1000, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(records=RECORDS, habits=HABITS)
def test_a_thousand_generated_files_are_read_to_the_same_records(applications, records, habits):
    with applications["sqlite"].app_context():
        check(records, habits)
