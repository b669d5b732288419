"""Sheets that a page hands out."""

import tempfile
from collections.abc import Callable
from typing import BinaryIO

from flask import abort, send_file
from werkzeug.wrappers import Response

from marketplace.sheets.writing import TYPES


def download(name: str, kind: str, write: Callable[[BinaryIO], None]) -> Response:
    """A file that is written beside the memory and sent piece by piece; 404 for other kinds."""
    if kind not in TYPES:
        abort(404)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    write(target)
    target.seek(0)
    filename = f"{name}.{kind}"
    return send_file(target, mimetype=TYPES[kind], as_attachment=True, download_name=filename)
