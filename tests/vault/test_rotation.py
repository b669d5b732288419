"""A new data key reaches everything, old ones open until nothing needs them, and can then go."""

import pytest

from marketplace import storage, vault
from marketplace.accounts import queries, services
from marketplace.commands.doctor import doctor
from marketplace.sellers import evidence
from tests.builders import photos

NUMBER = "3601135507850003"


@pytest.fixture
def told(app):
    """`told("rotate")` runs `flask keys rotate`: its words and whether it went well."""

    def run(*words):
        result = app.test_cli_runner().invoke(args=["keys", *words])
        return result.output, result.exit_code == 0

    return run


@pytest.fixture
def kept(claim, owner):
    """A number and a photo, locked; the photo as it is."""
    services.keep_personal_number(owner, "nik_ktp", NUMBER)
    return evidence.photo(claim.evidence[0].key)


def keys_of(owner, claim):
    number = queries.personal_number_of(owner.id, "nik_ktp")
    return {
        vault.key_of(number.sealed),
        number.digest.partition(".")[0],
        evidence.locked_with(claim.evidence[0].key),
    }


def test_a_new_key_locks_everything_and_the_old_one_can_go(told, kept, claim, owner):
    old = vault.keyring().keys().active
    words, good = told("retire", old)
    assert not good and "1 evidence, 1 personal numbers" in words
    words, good = told("rotate")
    assert good and "1 evidence locked" in words and "1 personal numbers locked" in words
    assert keys_of(owner, claim) == {vault.keyring().keys().active} != {old}
    assert queries.masked_number_of(owner.id, "nik_ktp") == "3601********0003"
    assert evidence.photo(claim.evidence[0].key) == kept
    assert "0 evidence locked" in told("reseal")[0]
    words, good = told("show")
    assert f"{old}: nothing" in words and NUMBER not in words
    assert told("retire", old)[1] and old not in vault.keyring().keys().by_id
    assert not told("retire", old)[1]
    assert queries.others_with_number_of(owner.id, "nik_ktp") == []
    assert evidence.photo(claim.evidence[0].key) == kept


def test_a_rotation_that_was_stopped_goes_on_and_both_keys_open(
    told, kept, claim, owner, monkeypatch
):
    old = vault.keyring().keys().active
    monkeypatch.setattr(storage.Store, "put", _full_disk)
    assert not told("rotate")[1]
    monkeypatch.undo()
    assert old in keys_of(owner, claim)
    assert evidence.photo(claim.evidence[0].key) == kept
    assert queries.masked_number_of(owner.id, "nik_ktp") == "3601********0003"
    assert not told("retire", old)[1]
    assert told("reseal")[1]
    assert old not in keys_of(owner, claim)
    assert told("rotate")[1]
    assert evidence.photo(claim.evidence[0].key) == kept


def _full_disk(*_):
    raise OSError("No space left on device")


def test_a_number_that_is_locked_while_the_key_changes_has_one_key(owner, monkeypatch):
    seal = vault.seal

    def then_rotates(plain, *, of):
        sealed = seal(plain, of=of)
        monkeypatch.undo()
        vault.keyring().add()
        return sealed

    monkeypatch.setattr(vault, "seal", then_rotates)
    kept = services.keep_personal_number(owner, "nik_ktp", NUMBER)
    assert vault.key_of(kept.sealed) == kept.digest.partition(".")[0]


def test_what_somebody_deletes_while_it_is_sealed_stays_deleted(app, claim, owner, monkeypatch):
    from marketplace.sellers import services as sellers

    key, put = claim.evidence[0].key, storage.Store.put
    vault.keyring().add()

    def withdrawn_meanwhile(store, name, data):
        evidence.forget(key)
        monkeypatch.undo()
        sellers.withdraw(claim, by=owner)
        put(store, name, data)

    monkeypatch.setattr(storage.Store, "put", withdrawn_meanwhile)
    sellers.seal_evidence()
    assert not storage.private().exists(key)


def test_the_doctor_looks_at_the_keys(app):
    file = vault.keyring().file
    assert "data keys                ok" in app.test_cli_runner().invoke(doctor).output
    file.chmod(0o644)
    try:
        words = app.test_cli_runner().invoke(doctor).output
    finally:
        file.chmod(0o600)
    assert "can be read by others" in words


def test_a_short_file_tells_its_beginning(app):
    store = storage.private()
    store.put("evidence/x", b"RIFF")
    assert store.beginning("evidence/x", 64) == b"RIFF"
    store.put("evidence/y", photos.photo())
    assert store.beginning("evidence/y", 4) == photos.photo()[:4]
