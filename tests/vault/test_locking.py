"""What is sealed opens with its key and as itself, and with nothing else."""

import re

import pytest

from marketplace import create_app, vault
from marketplace.errors import ConfigurationError, RuleBroken
from tests.conftest import settings_for

KTP = "3604120101900001"
STRONG = ("satu-kunci-data-yang-cukup-panjang-1", "dua-kunci-data-yang-cukup-panjang-22")


@pytest.fixture
def home(tmp_path):
    """Makes applications that share one home, as web and worker do."""

    def started(**changes):
        url = f"sqlite:///{tmp_path}/x.sqlite3"
        return create_app(settings_for(tmp_path, url, **changes))

    return started


def test_what_is_sealed_opens_only_as_itself(home):
    with home().app_context():
        sealed = vault.seal(KTP.encode(), of="personal_numbers/1/nik_ktp")
        assert vault.is_sealed(sealed) and KTP.encode() not in sealed
        assert vault.seal(KTP.encode(), of="personal_numbers/1/nik_ktp") != sealed
        assert vault.open_sealed(sealed, of="personal_numbers/1/nik_ktp") == KTP.encode()
        with pytest.raises(vault.Locked):
            vault.open_sealed(sealed, of="personal_numbers/2/nik_ktp")


def test_every_changed_or_missing_byte_is_noticed(home):
    with home().app_context():
        sealed = vault.seal(b"rahasia", of="x")
        for place in range(len(sealed)):
            changed = bytearray(sealed)
            changed[place] ^= 1
            with pytest.raises(vault.Locked):
                vault.open_sealed(bytes(changed), of="x")
            with pytest.raises(vault.Locked):
                vault.open_sealed(sealed[:place], of="x")


def test_each_installation_makes_keys_of_its_own_that_only_it_reads(home, tmp_path):
    with home().app_context():
        first = vault.mac_key("audit")
    with home().app_context():
        assert vault.mac_key("audit") == first
        assert vault.mac_key("digest/nik_ktp")[1] != first[1]
    file = tmp_path / "keys.json"
    assert file.stat().st_mode & 0o077 == 0
    file.unlink()
    with home().app_context():
        assert vault.mac_key("audit") != first


def test_a_running_process_takes_a_new_key_and_old_ones_still_open(home):
    web, worker = home(), home()
    with web.app_context():
        old, sealed = vault.keyring().keys().active, vault.seal(b"lama", of="x")
        digest = vault.digest(KTP, purpose="nik_ktp")
    with worker.app_context():
        new = vault.keyring().add()
        later = vault.seal(b"baru", of="x")
        assert vault.key_of(later) == new != old
    with web.app_context():
        assert vault.open_sealed(later, of="x") == b"baru"
        assert vault.open_sealed(sealed, of="x") == b"lama"
        assert vault.key_of(vault.seal(b"lagi", of="x")) == new
        assert not vault.is_under_the_active_key(sealed)
        assert digest in vault.digests(KTP, purpose="nik_ktp")
        assert digest != vault.digest(KTP, purpose="nik_ktp")
        assert re.fullmatch(r"k[0-9a-f]{12}\.[0-9a-f]{64}", digest)


def test_a_key_that_was_taken_away_is_named(home):
    app = home()
    with app.app_context():
        old, sealed = vault.keyring().keys().active, vault.seal(b"lama", of="x")
        with pytest.raises(RuleBroken, match="active"):
            vault.keyring().remove(old)
        vault.keyring().add()
        vault.keyring().remove(old)
        with pytest.raises(vault.Locked, match=old):
            vault.open_sealed(sealed, of="x")


def test_keys_of_the_environment_change_there_alone(home, tmp_path):
    with home(data_keys=STRONG[:1]).app_context():
        sealed = vault.seal(b"lama", of="x")
        with pytest.raises(RuleBroken, match="DATA_KEYS"):
            vault.keyring().add()
    with home(data_keys=STRONG[::-1]).app_context():
        assert vault.open_sealed(sealed, of="x") == b"lama"
        assert not vault.is_under_the_active_key(sealed)
    assert not (tmp_path / "keys.json").exists()


def test_a_file_that_holds_no_keys_is_told_in_words(home, tmp_path):
    app = home()
    for broken in ("", "{}", '{"keys": []}', "[1]"):
        (tmp_path / "keys.json").write_text(broken)
        with app.app_context(), pytest.raises(ConfigurationError, match="holds no keys"):
            vault.seal(b"x", of="x")
    (tmp_path / "keys.json").unlink()
    with app.app_context(), pytest.raises(ConfigurationError, match="missing"):
        vault.seal(b"x", of="x")
