"""What Whoosh does for us: keeps analysed listings in files, commits, deletes and merges."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import columns, fields
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader

from marketplace.catalog.queries import PublicListing
from marketplace.search import understanding
from marketplace.search.columns import COLUMNS, column_values
from marketplace.search.engine_whoosh.segment import decoded
from marketplace.search.ranking import shingles
from marketplace.search.ranking.scoring import FIELDS

INDEX = "MAIN"
ARRAYS = ".arrays"
MEMORY = 128  # MB of postings that a rebuild holds before it writes them out
# A commit merges as many segments of a size as this, never a larger one than the last of these.
TOGETHER = 8
SIZES = (32, 256)


def _schema() -> Any:
    def numbers() -> Any:
        return fields.COLUMN(columns.NumericColumn("q", default=0))

    texts = {name: fields.KEYWORD(scorable=True) for name in FIELDS}
    lengths = {f"{name}_length": numbers() for name in FIELDS}
    properties = {name: numbers() for name in COLUMNS}
    slugs = {"slug": fields.KEYWORD()}
    titles = {"shingles": fields.COLUMN(columns.VarBytesColumn())}
    return fields.Schema(
        key=fields.ID(unique=True), **texts, **lengths, **properties, **slugs, **titles
    )


def row(document: PublicListing) -> dict[str, Any]:
    """Analyse a document into what the schema holds."""
    values: dict[str, Any] = {"key": str(document.listing_id)}
    for name, terms in understanding.analysed(document).items():
        values[name] = " ".join(terms)
        values[f"{name}_length"] = len(terms)
    values["shingles"] = shingles.of_title(document).astype("<u2").tobytes()
    slugs = filter(None, (document.category_slug, document.category_parent))
    return values | column_values(document) | {"slug": " ".join(slugs)}


class Folder:
    """One Whoosh index, and beside each of its segments the same as arrays."""

    def __init__(self, path: Path, *, begins: bool = False) -> None:
        self._path = path
        self._storage = FileStorage(str(path), supports_mmap=False)
        if begins:
            self._index = FileIndex.create(self._storage, _schema(), INDEX)
        else:
            self._index = FileIndex(self._storage, indexname=INDEX)

    def fill(self, rows: Iterable[dict[str, Any]]) -> None:
        """Write all rows as one segment."""
        with _committed(self._index.writer(limitmb=MEMORY), optimize=True) as writer:
            for each in rows:
                writer.add_document(**each)

    def change(self, rows: Iterable[dict[str, Any]], keys: Iterable[str]) -> None:
        """Take rows out by their keys and put others in: all of it is committed, or nothing."""
        with _committed(self._index.writer(), mergetype=_few) as writer:
            with writer.searcher() as seen:  # opened once: each opening reads every segment
                for key in keys:
                    writer.delete_by_term("key", key, searcher=seen)
            for each in rows:
                writer.add_document(**each)

    def files(self) -> list[str]:
        """The names of the files that Whoosh reads now."""
        toc = f"_{INDEX}_{self._index.latest_generation()}.toc"
        return [toc, *(segment.make_filename(".seg") for segment in self._index._segments())]

    def arrays(self) -> tuple[dict[str, list[int]], int]:
        """Write what is missing of the arrays; name them, each with its dead rows, and count."""
        named, documents = {}, 0
        for segment in self._index._segments():
            # Not the segment's own name: Whoosh's commit removes the files of what it merged, and
            # readers need them until the note names others.
            name = f"{segment.segid}{ARRAYS}"
            named[name] = sorted(segment.deleted_docs())
            documents += segment.doc_count()
            if not (self._path / name).exists():
                self._decode(segment, name)
        return named, documents

    def forget(self, named: Collection[str]) -> None:
        """Remove arrays that are not among these: of segments that a commit merged away."""
        for path in self._path.glob(f"*{ARRAYS}*"):
            if path.name not in named:
                path.unlink(missing_ok=True)

    def _decode(self, segment: Any, name: str) -> None:
        with SegmentReader(self._storage, self._index.schema, segment) as reader:
            content = decoded(reader)
        beside = self._path / f"{name}.new"
        beside.write_bytes(content)
        beside.replace(self._path / name)


@contextmanager
def _committed(writer: Any, **how: Any) -> Iterator[Any]:
    try:
        yield writer
        writer.commit(**how)
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise


def _few(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge the small ones when there are many of a size, so that a commit never takes long."""
    kept = [segment for segment in segments if segment.doc_count()]
    for size in SIZES:
        small = [segment for segment in kept if segment.doc_count_all() < size]
        if len(small) >= TOGETHER:
            for segment in small:
                with SegmentReader(writer.storage, writer.schema, segment) as reader:
                    writer.add_reader(reader)
            return [segment for segment in kept if segment not in small]
    return kept
