"""Configuration comes from the environment and is loud when it is wrong."""

import pytest

from marketplace.config import Settings
from marketplace.errors import ConfigurationError

GOOD = {
    "MARKETPLACE_ENV": "production",
    "SECRET_KEY": "x8Jq2mZr5tYw9aBc3dEf6gHi0kLmNoPqRsTuVwXyZ",
    "DATA_KEYS": "q7Zr2mZx5tYw9aBc3dEf6gHi0kLmNoPqRsTuVwXyA",
    "SITE_URL": "https://pasar.contoh.test",
    "DATABASE_URL": "postgresql://pasar@127.0.0.1/pasar",
    "SMTP_URL": "smtp://127.0.0.1:25",
    "MAIL_FROM": "Pasar Banten <surat@contoh.test>",
    "DINAS_WHATSAPP": "+6281200000001",
}


def test_production_starts_with_everything_set(tmp_path):
    settings = Settings.from_env({**GOOD, "MARKETPLACE_HOME": str(tmp_path)})
    assert settings.production and not settings.demo
    assert settings.database_url.startswith("postgresql+psycopg://")


@pytest.mark.parametrize("name", sorted(set(GOOD) - {"MARKETPLACE_ENV"}))
def test_production_refuses_a_default(name, tmp_path):
    env = {key: value for key, value in GOOD.items() if key != name}
    with pytest.raises(ConfigurationError, match=name):
        Settings.from_env({**env, "MARKETPLACE_HOME": str(tmp_path)})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "pendek"),
        ("SECRET_KEY", "a" * 64),
        ("DATA_KEYS", "pendek"),
        ("BACKUP_KEY", "pendek"),
        ("SITE_URL", "http://pasar.contoh.test"),
        ("DEMO", "1"),
        ("DEMO", "ya"),
        ("PORT", "delapan"),
        ("PORT", "99999"),
        ("DATABASE_URL", "mysql://x"),
        ("DINAS_WHATSAPP", "0812345"),
        ("MARKETPLACE_ENV", "prod"),
        ("SEARCH_ENGINE", "elastic"),
    ],
)
def test_a_wrong_value_is_named(name, value, tmp_path):
    with pytest.raises(ConfigurationError, match=name):
        Settings.from_env({**GOOD, "MARKETPLACE_HOME": str(tmp_path), name: value})


def test_the_database_says_where_the_index_is_kept(tmp_path):
    env = {**GOOD, "MARKETPLACE_HOME": str(tmp_path)}
    assert Settings.from_env(env).searches_in_database
    assert not Settings.from_env({**env, "SEARCH_ENGINE": "whoosh"}).searches_in_database
    small = {**env, "DATABASE_URL": f"sqlite:///{tmp_path}/x"}
    assert not Settings.from_env(small).searches_in_database
    with pytest.raises(ConfigurationError, match="SEARCH_ENGINE"):
        Settings.from_env({**small, "SEARCH_ENGINE": "postgres"})


def test_each_installation_makes_a_secret_of_its_own(tmp_path):
    one = Settings.from_env({"MARKETPLACE_HOME": str(tmp_path / "a")})
    again = Settings.from_env({"MARKETPLACE_HOME": str(tmp_path / "a")})
    other = Settings.from_env({"MARKETPLACE_HOME": str(tmp_path / "b")})
    assert one.secret_key == again.secret_key != other.secret_key
    assert (tmp_path / "a" / "secret_key").stat().st_mode & 0o077 == 0


def test_production_finds_its_data_keys_in_a_file_too(tmp_path):
    env = {**GOOD, "MARKETPLACE_HOME": str(tmp_path)} | {"DATA_KEYS": ""}
    (tmp_path / "keys.json").write_text("{}")
    assert Settings.from_env(env).data_keys == ()


def test_secrets_do_not_show_themselves(tmp_path):
    url = "postgresql://pasar:sandi-basis-data@127.0.0.1/pasar"
    settings = Settings.from_env({**GOOD, "MARKETPLACE_HOME": str(tmp_path), "DATABASE_URL": url})
    assert GOOD["SECRET_KEY"] not in repr(settings)
    assert GOOD["DATA_KEYS"] not in repr(settings)
    assert "sandi-basis-data" not in repr(settings)
