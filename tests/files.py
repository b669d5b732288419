"""Files read from outside: whoever closes a file of SQLite gives up all its locks on it."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

_LOOK = """
import pathlib, sys
folder, *needles = sys.argv[1:]
needles = [bytes.fromhex(one) for one in needles]
for path in sorted(pathlib.Path(folder).rglob("*")):
    if path.is_file():
        content = path.read_bytes().lower()
        if any(one in content for one in needles):
            print(path.relative_to(folder))
"""


def files_with(folder: Path, needles: Iterable[bytes]) -> set[str]:
    """Every file below a folder in which one of these stands, in capitals or not."""
    wanted = [needle.lower().hex() for needle in needles]
    command = [sys.executable, "-c", _LOOK, str(folder), *wanted]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
