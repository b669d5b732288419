"""Register files for tests, and what an officer does with them: previews and imports."""

from datetime import date
from pathlib import Path

from marketplace.accounts.models import User
from marketplace.registry import services
from marketplace.registry.models import RegistryImport

FILES = Path(__file__).parent / "files"
ODS, KOTA = FILES / "ods_lebak.csv", FILES / "kota_serang.csv"
HEAD = "nik,nama,no bh,kabupaten,grade,status sertifikat,tanggal expired,tgl rat"
DATA_ON = date(2026, 10, 1)


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
) -> RegistryImport:
    """Stage a file as an officer, or as the province."""
    if isinstance(content, Path):
        content = content.read_bytes()
    origin = services.Origin("register.csv", source, data_on, stated, header_map or {})
    return services.preview(content, origin, by=by)


def imported(content: bytes | Path, **stated: object) -> RegistryImport:
    """Preview and apply."""
    by = stated.get("by")
    return services.apply(preview(content, **stated), by=by)  # type: ignore[arg-type]
