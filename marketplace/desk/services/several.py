"""One verb for several lines of the inbox: each in a transaction of its own, each answered for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from marketplace.accounts.models import User
from marketplace.desk import queries
from marketplace.desk.services.assignments import AlreadyDecided, HeldByAnother
from marketplace.errors import NotFound, RuleBroken

MOST = 100
Key = tuple[str, int]
Verb = Callable[[str, int], object]


@dataclass
class Outcome:
    """What became of each: done, decided by somebody meanwhile, held by another, refused."""

    done: int = 0
    decided: int = 0
    held: int = 0
    refused: list[str] = field(default_factory=list)


def several(keys: Iterable[Key], verb: Verb, *, by: User) -> Outcome:
    """Do it to each; NotFound, before anything is done, when one of them is not hers."""
    wanted = list(dict.fromkeys(keys))
    if len(wanted) > MOST:
        raise RuleBroken("Paling banyak %(most)s sekaligus.", most=MOST)
    if not all(queries.is_hers(by, kind, subject_id) for kind, subject_id in wanted):
        raise NotFound
    outcome = Outcome()
    for kind, subject_id in wanted:
        _do(verb, kind, subject_id, outcome)
    return outcome


def _do(verb: Verb, kind: str, subject_id: int, outcome: Outcome) -> None:
    try:
        verb(kind, subject_id)
    except AlreadyDecided:
        outcome.decided += 1
    except HeldByAnother:
        outcome.held += 1
    except RuleBroken as refused:
        outcome.refused.append(refused.message)
    else:
        outcome.done += 1
