"""PostgreSQL: its own programs write and read the copy, at a snapshot that we count in."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from marketplace.backup.engines import Copied
from marketplace.errors import RuleBroken

EMPTIED = """
BEGIN;
SET LOCAL lock_timeout = '30s';
DROP SCHEMA IF EXISTS public CASCADE;
CREATE SCHEMA public;
"""


class PostgresqlCopies:
    """Copies of one database of a server."""

    part = "database.dump"

    def __init__(self, database: sa.Engine) -> None:
        self._database = database

    def copy(self, target: Path) -> Copied:
        """Dump a snapshot while others read and write, and count its rows."""
        snapshots = self._database.connect().execution_options(isolation_level="REPEATABLE READ")
        with snapshots as connection:
            version = str(connection.scalar(sa.text("SHOW server_version"))).split()[0]
            dump = self._program("pg_dump", version)
            snapshot = connection.scalar(sa.text("SELECT pg_export_snapshot()"))
            with _new_private_file(target) as out:
                command = [dump, "--format=custom", "--no-owner", "--no-privileges"]
                self._run([*command, f"--snapshot={snapshot}", f"--dbname={self._address}"], out)
            return Copied(
                version,
                str(connection.scalar(sa.text("SELECT version_num FROM alembic_version"))),
                {name: self._count(connection, name) for name in self._tables(connection)},
                dict(
                    connection.execute(sa.text("SELECT name, number FROM generations"))
                    .tuples()
                    .all()
                ),
            )

    def check(self, source: Path) -> None:
        """Turn the whole dump into statements, and throw them away."""
        with open(os.devnull, "wb") as nowhere:
            self._run([self._program("pg_restore"), "--file=-", str(source)], nowhere)

    def put_back(self, source: Path) -> None:
        """Replace everything in one transaction, which is committed when all of it was read."""
        psql = [self._program("psql"), "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1"]
        read = [self._program("pg_restore"), "--no-owner", "--no-privileges", "--file=-"]
        with (
            subprocess.Popen(
                [*psql, "--output=" + os.devnull, f"--dbname={self._address}"],
                stdin=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=self._environment,
            ) as writing,
        ):
            assert writing.stdin and writing.stderr
            try:
                _say(writing.stdin, EMPTIED)
                self._run([*read, str(source)], writing.stdin)
                _say(writing.stdin, "COMMIT;\n")
                writing.stdin.close()
            except BrokenPipeError:
                pass  # psql has said why on its way out
            except BaseException:
                writing.kill()  # without COMMIT nothing of it stays
                raise
            said = writing.stderr.read().decode(errors="replace").strip()
        if writing.returncode:
            raise RuleBroken(f"The database cannot be replaced: {said[:300]}")

    @property
    def _address(self) -> str:
        url = self._database.url.set(drivername="postgresql", password=None)
        return url.render_as_string()

    @property
    def _environment(self) -> dict[str, str]:
        # Never among the arguments, where everybody on the machine can read it.
        password = self._database.url.password
        return {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}

    def _program(self, name: str, server: str = "") -> str:
        """Where a program of PostgreSQL's is; RuleBroken when it is missing or too old."""
        found = shutil.which(name)
        if found is None:
            raise RuleBroken(f"{name} is not installed: apt-get install postgresql-client")
        if server:
            told = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
            own = re.search(r"(\d+)", told.stdout)
            if own is None or int(own[1]) < int(server.split(".")[0]):
                raise RuleBroken(
                    f"{told.stdout.strip()} cannot copy a server of version {server}: "
                    f"install postgresql-client-{server.split('.')[0]}"
                )
        return found

    def _run(self, command: list[str], out: IO[bytes]) -> None:
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, env=self._environment)
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()
            raise RuleBroken(f"{Path(command[0]).name}: {said[:300]}")

    def _tables(self, connection: sa.Connection) -> list[str]:
        return sa.inspect(connection).get_table_names()

    def _count(self, connection: sa.Connection, table: str) -> int:
        counted: Any = connection.scalar(sa.select(sa.func.count()).select_from(sa.table(table)))
        return int(counted)


def _new_private_file(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _say(pipe: IO[bytes], words: str) -> None:
    pipe.write(words.encode())
    pipe.flush()
