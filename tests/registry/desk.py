"""Register files for tests, and what an officer does with them: previews and imports."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from marketplace.accounts.models import User
from marketplace.registry import services, sheet
from marketplace.registry.models import RegistryImport

FILES = Path(__file__).parent / "files"
ODS, KOTA = FILES / "ods_lebak.csv", FILES / "kota_serang.csv"
HEAD = "nik,nama,no bh,kabupaten,grade,status sertifikat,tanggal expired,tgl rat"
DATA_ON = date(2026, 10, 1)


@dataclass
class Table:
    """A register file with all its rows at hand."""

    sheet: sheet.Sheet
    rows: list[tuple[int, list[str]]]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sheet, name)


def table_of(content: bytes) -> Table:
    """The table in a file."""
    with sheet.opened(content) as found:
        return Table(found, list(found.rows()))


def text_of(*rows: str, head: str = HEAD) -> bytes:
    """A file of these rows under a head."""
    return "\n".join((head, *rows, "")).encode()


def preview(
    content: bytes | Path,
    *,
    by: User | None = None,
    source: str = "ODS",
    data_on: date = DATA_ON,
    stated: str | None = None,
    header_map: dict[str, str] | None = None,
    kind: str = "",
    asks: bool = False,
) -> RegistryImport:
    """Stage a file as an officer, or as the province."""
    if isinstance(content, Path):
        content = content.read_bytes()
    origin = services.Origin("register.csv", source, data_on, stated, header_map or {}, kind)
    return services.preview(content, origin, by=by, asks=asks)


def imported(content: bytes | Path, **stated: object) -> RegistryImport:
    """Preview and apply."""
    by = stated.get("by")
    return services.apply(preview(content, **stated), by=by)  # type: ignore[arg-type]
