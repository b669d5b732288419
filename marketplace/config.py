"""Configuration: from the environment only, and loud when it is wrong."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from marketplace.errors import ConfigurationError

MOST_UPLOAD = 16 * 1024 * 1024
# Registers and sheets of products; only the views that take them, from whom they let in.
MOST_SHEET = 66 * 1024 * 1024
SHORTEST_SECRET = 32
SHORTEST_TOKEN = 16


@dataclass(frozen=True)
class Bucket:
    """An S3-compatible place for files, and what opens it."""

    name: str
    prefix: str = ""
    endpoint: str = ""
    region: str = "us-east-1"
    access_key: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """What an installation may choose; `from_env` names the variables."""

    home: Path
    database_url: str = field(repr=False)  # may hold a password
    secret_key: str = field(repr=False)
    old_secret_keys: tuple[str, ...] = field(default=(), repr=False)
    data_keys: tuple[str, ...] = field(default=(), repr=False)
    backup_key: str = field(default="", repr=False)
    environment: str = "development"
    site_name: str = "Pasar Banten"
    site_url: str = "http://localhost:8000"
    port: int = 8000
    redis_url: str = field(default="", repr=False)
    bucket: Bucket | None = None
    search_engine: str = ""
    smtp_url: str = field(default="", repr=False)
    mail_from: str = "Pasar Banten <surat@localhost>"
    dinas_whatsapp: str = "+6281200000001"
    whatsapp_url: str = "https://wa.me"
    demo: bool = False
    behind_proxies: int = 0
    page_cache_mb: int = 16
    metrics_token: str = field(default="", repr=False)
    audit_mail_to: tuple[str, ...] = ()
    testing: bool = False

    @property
    def production(self) -> bool:
        """Whether defaults are refused."""
        return self.environment == "production"

    @property
    def searches_in_database(self) -> bool:
        """Whether the search index is kept in PostgreSQL, where several machines share it."""
        if self.search_engine:
            return self.search_engine == "postgres"
        return not self.database_url.startswith("sqlite")

    @property
    def host(self) -> str:
        """The one host name that the site answers to."""
        return urlsplit(self.site_url).netloc

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Read the environment; ConfigurationError lists everything that is wrong with it."""
        return _Reader(os.environ if env is None else env).settings()


class _Reader:
    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.faults: list[str] = []
        self.environment = self.choice(
            "MARKETPLACE_ENV", "development", ("development", "production")
        )
        self.production = self.environment == "production"

    def settings(self) -> Settings:
        home = Path(self.text("MARKETPLACE_HOME", "var")).absolute()
        port = self.number("PORT", 8000)
        found = Settings(
            home=home,
            environment=self.environment,
            database_url=self.database_url(home),
            secret_key=self.secret_key(home),
            old_secret_keys=self.old_secret_keys(),
            data_keys=self.data_keys(home),
            backup_key=self.backup_key(),
            site_name=self.text("SITE_NAME", "Pasar Banten"),
            site_url=self.site_url(port),
            port=port,
            redis_url=self.text("REDIS_URL", ""),
            bucket=self.bucket(),
            search_engine=self.choice("SEARCH_ENGINE", "", ("", "whoosh", "postgres")),
            smtp_url=self.needed("SMTP_URL", ""),
            mail_from=self.needed("MAIL_FROM", "Pasar Banten <surat@localhost>"),
            dinas_whatsapp=self.whatsapp_number(),
            whatsapp_url=self.text("WHATSAPP_URL", "https://wa.me").rstrip("/"),
            demo=self.demo(),
            behind_proxies=self.number("BEHIND_PROXIES", 0),
            metrics_token=self.metrics_token(),
            audit_mail_to=self.audit_mail_to(),
            page_cache_mb=self.number("PAGE_CACHE_MB", 16),
        )
        if self.production and self.text("FLASK_DEBUG", "0").lower() not in ("0", "false", "no"):
            self.faults.append("FLASK_DEBUG: production shows nobody its insides")
        if found.search_engine == "postgres" and found.database_url.startswith("sqlite"):
            self.faults.append("SEARCH_ENGINE=postgres: needs a DATABASE_URL of PostgreSQL")
        if self.faults:
            raise ConfigurationError("\n".join(self.faults))
        return found

    def text(self, name: str, default: str) -> str:
        return self.env.get(name, "").strip() or default

    def needed(self, name: str, default: str) -> str:
        value = self.text(name, "")
        if not value and self.production:
            self.faults.append(f"{name} must be set in production")
        return value or default

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value not in allowed:
            self.faults.append(f"{name}={value!r}: must be one of {', '.join(allowed)}")
        return value

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or int(value) > 65535:
            self.faults.append(f"{name}={value!r}: must be a number from 0 to 65535")
            return default
        return int(value)

    def demo(self) -> bool:
        asked = self.choice("DEMO", "0" if self.production else "1", ("0", "1")) == "1"
        if asked and self.production:
            self.faults.append(
                "DEMO=1 opens demo sign-ins and mails to everybody: not in production"
            )
        return asked

    def database_url(self, home: Path) -> str:
        url = self.needed("DATABASE_URL", f"sqlite:///{home / 'marketplace.sqlite3'}")
        for plain in ("postgresql://", "postgres://"):
            if url.startswith(plain):
                url = "postgresql+psycopg://" + url.removeprefix(plain)
        if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            self.faults.append("DATABASE_URL: must begin with sqlite:/// or postgresql://")
        return url

    def bucket(self) -> Bucket | None:
        """Where files are kept by `STORAGE_URL=s3://bucket/prefix`; None: in the home."""
        url = self.text("STORAGE_URL", "")
        if not url:
            return None
        parts = urlsplit(url)
        if parts.scheme != "s3" or not parts.netloc or "@" in parts.netloc or parts.query:
            self.faults.append("STORAGE_URL: must look like s3://bucket/prefix, without keys in it")
        endpoint = self.either("S3_ENDPOINT", "AWS_ENDPOINT_URL")
        if endpoint and (urlsplit(endpoint).scheme not in ("http", "https")):
            self.faults.append(f"S3_ENDPOINT={endpoint!r}: must begin with https:// or http://")
        keys = {
            name: self.either(f"S3_{name}", f"AWS_{name}")
            for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")
        }
        for name, value in keys.items():
            if not value:
                self.faults.append(f"S3_{name} (or AWS_{name}) must be set with STORAGE_URL")
        return Bucket(
            name=parts.netloc,
            prefix=parts.path.strip("/"),
            endpoint=endpoint.rstrip("/"),
            region=self.either("S3_REGION", "AWS_REGION", "AWS_DEFAULT_REGION") or "us-east-1",
            access_key=keys["ACCESS_KEY_ID"],
            secret_key=keys["SECRET_ACCESS_KEY"],
        )

    def either(self, *names: str) -> str:
        return next((value for name in names if (value := self.text(name, ""))), "")

    def site_url(self, port: int) -> str:
        url = self.needed("SITE_URL", f"http://localhost:{port}").rstrip("/")
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            self.faults.append(f"SITE_URL={url!r}: must look like https://pasar.example.id")
        elif self.production and not url.startswith("https://"):
            self.faults.append(f"SITE_URL={url!r}: must be https in production")
        return url

    def old_secret_keys(self) -> tuple[str, ...]:
        """Keys that were in use before, newest first: what they signed and locked still opens."""
        keys = tuple(self.text("SECRET_KEY_OLD", "").split())
        if not all(map(_is_strong, keys)):
            self.faults.append("SECRET_KEY_OLD: holds what never was a key; spaces divide keys")
        if self.text("SECRET_KEY", "") in keys:
            self.faults.append("SECRET_KEY_OLD: holds the present SECRET_KEY")
        return keys

    def data_keys(self, home: Path) -> tuple[str, ...]:
        """Keys that lock personal numbers and evidence, the newest first; none: `keys.json`."""
        keys = tuple(self.text("DATA_KEYS", "").split())
        if not all(map(_is_strong, keys)):
            self.faults.append("DATA_KEYS: holds what never was a key; spaces divide keys")
        if not keys and self.production and not (home / "keys.json").exists():
            self.faults.append(
                f"DATA_KEYS must be set in production, or its keys lie in {home / 'keys.json'}: "
                f"{SHORTEST_SECRET} random characters or more"
            )
        return keys

    def backup_key(self) -> str:
        key = self.text("BACKUP_KEY", "")
        if key and not _is_strong(key):
            self.faults.append(f"BACKUP_KEY: needs {SHORTEST_SECRET} random characters or more")
        return key

    def metrics_token(self) -> str:
        token = self.text("METRICS_TOKEN", "")
        if token and (len(token) < SHORTEST_TOKEN or not token.isascii()):
            self.faults.append(f"METRICS_TOKEN: needs {SHORTEST_TOKEN} plain characters or more")
        return token

    def audit_mail_to(self) -> tuple[str, ...]:
        """Who is told the head of the trail each day; spaces or commas divide addresses."""
        addresses = tuple(self.text("AUDIT_MAIL_TO", "").replace(",", " ").split())
        if any(not 0 < one.find("@") < len(one) - 1 for one in addresses):
            self.faults.append("AUDIT_MAIL_TO: holds what is no address; spaces divide addresses")
        return addresses

    def whatsapp_number(self) -> str:
        number = self.needed("DINAS_WHATSAPP", "+6281200000001")
        if not number.startswith("+628") or not number[1:].isdigit():
            self.faults.append(f"DINAS_WHATSAPP={number!r}: must look like +6281234567890")
        return number

    def secret_key(self, home: Path) -> str:
        key = self.text("SECRET_KEY", "")
        if self.production:
            if not _is_strong(key):
                self.faults.append(f"SECRET_KEY: needs {SHORTEST_SECRET} random characters or more")
            return key
        return key or _own_secret(home)


def _is_strong(key: str) -> bool:
    return len(key) >= SHORTEST_SECRET and len(set(key)) >= 10


def _own_secret(home: Path) -> str:
    """A secret of this installation's own, made at its first start; never one that all share."""
    file = home / "secret_key"
    home.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    # The other process may have made the file a moment ago and not yet written it.
    for _ in range(200):
        if key := file.read_text().strip():
            return key
        import time

        time.sleep(0.01)
    raise ConfigurationError(f"{file} is empty: delete it and start again")
