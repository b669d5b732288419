"""No sheet breaks the site or keeps it busy: it is read, or refused in words."""

import os

import pytest

from marketplace.errors import RuleBroken
from marketplace.sheets import opened
from tests.hostile.sheets import corpus

FILES = corpus()
LONGEST = 5  # seconds of the processors, the reader's own process included


def spent() -> float:
    """Seconds of the processor so far, ours and our children's."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.mark.parametrize("part", range(4))
def test_each_is_read_or_refused_in_words(part):
    read, refusals = 0, {}
    for name in sorted(FILES)[part::4]:
        data, began = FILES[name](), spent()
        try:
            with opened(data) as sheet:
                read += sum(1 for _ in sheet.rows()) > 0
        except RuleBroken as broken:
            refusals[name] = broken.message
        assert spent() - began < LONGEST, f"{name}: {spent() - began:.1f} s"
    assert {n: said for n, said in refusals.items() if not said.endswith(".")} == {}
    assert read > 5
    assert len(FILES) > 100
