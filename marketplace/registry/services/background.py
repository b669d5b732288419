"""Files that take longer than a request are read by the worker, with progress."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marketplace import tasks
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.errors import NotFound, RuleBroken
from marketplace.registry import queries
from marketplace.registry.models import RegistryImport
from marketplace.registry.services.decisions import content_of, remap
from marketplace.registry.services.previews import Origin, jurisdiction_of, preview
from marketplace.registry.sheet import LARGEST, TOO_LARGE

READ, READ_ANEW = "registry.preview", "registry.remap"
AT_ONCE = 256 * 1024  # bytes of CSV that are read while the officer waits
PACKED = 8  # how much smaller the same rows are in XLSX


def bring(content: bytes, origin: Origin, *, by: User) -> RegistryImport | tasks.Task:
    """Stage a small file at once, a large one in the background; RuleBroken as `preview`."""
    if len(content) > LARGEST:
        raise RuleBroken(TOO_LARGE, "file")
    if _is_small(content):
        return preview(content, origin, by=by, asks=True)
    jurisdiction_of(by)
    return tasks.begin(
        READ,
        by=by,
        files={"file": content},
        filename=origin.filename,
        source=origin.source,
        data_on=origin.data_on.isoformat(),
        stated_regency=origin.stated_regency,
        header_map=dict(origin.header_map),
        register=origin.kind,
    )


def settle(
    import_: RegistryImport, header_map: Mapping[str, str], *, by: User, kind: str | None = None
) -> RegistryImport | tasks.Task:
    """Read a file anew with its headers or kind settled, in the background when it is large."""
    import_.must_be_open()
    if _is_small(content_of(import_)):
        return remap(import_, header_map, by=by, kind=kind)
    return tasks.begin(
        READ_ANEW, by=by, import_id=import_.id, header_map=dict(header_map), register=kind
    )


def _is_small(content: bytes) -> bool:
    return len(content) * (PACKED if content.startswith(b"PK") else 1) <= AT_ONCE


@tasks.runs(READ)
def _read(running: tasks.Running) -> dict[str, Any]:
    told = running.arguments
    origin = Origin(
        told["filename"], told["source"], date.fromisoformat(told["data_on"]),
        told["stated_regency"], told["header_map"], told["register"],
    )  # fmt: skip
    by = db.session.get_one(User, running.by_id)
    staged = preview(running.file("file"), origin, by=by, progress=running.progress, asks=True)
    return {"import_id": staged.id}


@tasks.runs(READ_ANEW)
def _read_anew(running: tasks.Running) -> dict[str, Any]:
    by = db.session.get_one(User, running.by_id)
    import_ = queries.import_of(running.arguments["import_id"], jurisdiction_of(by))
    if import_ is None:
        raise NotFound
    told = running.arguments
    anew = remap(
        import_, told["header_map"], by=by, kind=told["register"], progress=running.progress
    )
    return {"import_id": anew.id}
