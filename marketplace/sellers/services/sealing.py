"""Every photo of evidence is sealed with the active key: each night, and when keys rotate."""

from marketplace import vault
from marketplace.database import db
from marketplace.sellers import evidence
from marketplace.sellers.queries.files import of_claims


def seal_evidence() -> int:
    """Seal what is plain or under an older key; returns how many photos that were."""
    renewed = [key for key in _keys() if evidence.renew(key)]
    # A photo that was deleted while it was being sealed must not stay behind.
    for key in set(renewed) - set(_keys()) if renewed else ():
        evidence.forget(key)
    return len(renewed)


def _keys() -> list[str]:
    keys = sorted({key for _, key in of_claims()})
    db.session.rollback()
    return keys


def _left(key_id: str) -> int:
    return sum(evidence.locked_with(key) == key_id for key in _keys())


vault.holds("evidence", renew=seal_evidence, left=_left)
