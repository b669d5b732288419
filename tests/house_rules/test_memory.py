"""What a web process loads before its first request: each of these would cost megabytes."""

import json
import os
import subprocess
import sys

import pytest

# Library, and what it takes in MB: whoever needs one imports it where it is used.
HEAVY = {
    "alembic": 12,
    "moto": 60,
    "numpy": 11,
    "obstore": 4,
    "PIL": 5,
    "prometheus_client": 3,
    "psycopg": 9,
    "python_calamine": 2,
    "redis": 6,
    "stripe": 20,
    "webauthn": 7,
    "whoosh": 3,
    "xlsxwriter": 12,
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """Names of the modules that a process on SQLite has after `import wsgi`."""
    env = {**os.environ, "MARKETPLACE_HOME": str(tmp_path_factory.mktemp("home"))}
    for name in ("DATABASE_URL", "REDIS_URL", "MARKETPLACE_ENV"):
        env.pop(name, None)
    program = "import json, sys, wsgi; print(json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("library", HEAVY)
def test_a_web_process_starts_without(library, loaded):
    assert library not in loaded


def test_migrations_are_there_for_whoever_asks(app):
    import flask_migrate
    from alembic.script import ScriptDirectory

    config = app.extensions["migrate"].migrate.get_config()
    assert ScriptDirectory.from_config(config).get_current_head()
    assert "db" in app.cli.commands and flask_migrate
