"""What every place for files promises: a folder, and a bucket of an S3-compatible server."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace import create_app, storage
from marketplace.config import Bucket, Settings
from marketplace.errors import ConfigurationError, NotFound, OutOfReach
from marketplace.storage import Store
from tests.conftest import settings_for
from tests.core.test_settings import GOOD
from tests.stand_ins import free_port, make_bucket, s3_server

_names = (f"ember-{number}" for number in itertools.count())
S3 = {
    "STORAGE_URL": "s3://pasar-banten/berkas/",
    "S3_ENDPOINT": "https://s3.contoh.test/",
    "S3_ACCESS_KEY_ID": "kunci",
    "S3_SECRET_ACCESS_KEY": "rahasia-rahasia",
}


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with s3_server() as endpoint:
        yield endpoint


@pytest.fixture
def bucket(s3: str) -> Bucket:
    return make_bucket(s3, next(_names))


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return storage.folder_store(tmp_path / "files")
    return storage.bucket_store(request.getfixturevalue("bucket"), "public")


def test_what_was_put_comes_back(store: Store) -> None:
    store.put("pictures/a_B-1/320.webp", b"isi")
    assert store.get("pictures/a_B-1/320.webp") == b"isi"
    assert store.exists("pictures/a_B-1/320.webp")
    store.put("pictures/a_B-1/320.webp", b"")
    assert store.get("pictures/a_B-1/320.webp") == b""


def test_a_large_file_is_put_from_disk_and_streamed(store: Store, tmp_path: Path) -> None:
    content = bytes(range(256)) * 50_000
    (tmp_path / "large").write_bytes(content)
    store.put("originals/large", tmp_path / "large")
    found = store.stream("originals/large")
    pieces = list(found.chunks)
    assert found.size == len(content) and b"".join(pieces) == content
    assert len(pieces) > 5


def test_what_is_not_there_is_not_found(store: Store) -> None:
    assert not store.exists("none")
    for read in (store.get, store.stream):
        with pytest.raises(NotFound):
            read("none")


def test_a_file_is_forgotten_once_and_again(store: Store) -> None:
    store.put("a", b"1")
    store.delete("a")
    store.delete("a")
    assert not store.exists("a")


def test_every_file_below_a_prefix_is_listed(store: Store) -> None:
    assert list(store.list()) == []
    for number in range(5):
        store.put(f"pictures/{number}/160.webp", b"x" * number)
    store.put("evidence/a", b"1")
    assert dict(store.list("pictures")) == {f"pictures/{n}/160.webp": n for n in range(5)}
    assert len(list(store.list())) == 6


def test_public_and_private_do_not_meet(bucket: Bucket) -> None:
    public, private = (storage.bucket_store(bucket, kind) for kind in storage.KINDS)
    private.put("evidence/a", b"rahasia")
    assert not public.exists("evidence/a") and list(public.list()) == []
    with pytest.raises(ValueError, match="illegal"):
        public.get("../private/evidence/a")


def test_a_server_that_is_gone_is_said_in_words(tmp_path: Path) -> None:
    gone = Bucket("ember", endpoint=f"http://127.0.0.1:{free_port()}", access_key="a")
    store = storage.bucket_store(gone, "public")
    for act in (store.get, store.exists, store.delete, lambda key: store.put(key, b"")):
        with pytest.raises(OutOfReach, match="file storage"):
            act("a")


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way")
    with pytest.raises(OutOfReach):
        storage.folder_store(tmp_path / "files").put("a", b"1")


def test_pictures_are_served_from_a_bucket(bucket: Bucket, tmp_path: Path) -> None:
    settings = settings_for(tmp_path, f"sqlite:///{tmp_path / 'x.sqlite3'}", bucket=bucket)
    app = create_app(settings)
    with app.app_context():
        assert storage.trouble(app) is None
        storage.public().put("pictures/-ab_CD12/320.webp", b"RIFF")
    answer = app.test_client().get("/media/-ab_CD12/320.webp")
    assert answer.get_data() == b"RIFF" and answer.content_length == 4
    assert answer.mimetype == "image/webp" and "immutable" in answer.headers["Cache-Control"]
    assert app.test_client().get("/media/-ab_CD12/640.webp").status_code == 404
    assert not (tmp_path / "files").exists()


def test_a_visitor_reads_words_while_the_store_is_away(tmp_path: Path) -> None:
    gone = Bucket("ember", endpoint=f"http://127.0.0.1:{free_port()}", access_key="a")
    settings = settings_for(tmp_path, f"sqlite:///{tmp_path / 'x.sqlite3'}", bucket=gone)
    app = create_app(settings)
    answer = app.test_client().get("/media/-ab_CD12/320.webp")
    assert answer.status_code == 503 and "Coba lagi nanti" in answer.get_data(as_text=True)
    assert "immutable" not in answer.headers.get("Cache-Control", "")
    assert "public: file storage" in str(storage.trouble(app))


def test_the_environment_names_a_bucket(tmp_path: Path) -> None:
    home = {"MARKETPLACE_HOME": str(tmp_path)}
    found = Settings.from_env({**GOOD, **home, **S3, "AWS_REGION": "ap-southeast-3"}).bucket
    assert found == Bucket(
        "pasar-banten",
        "berkas",
        "https://s3.contoh.test",
        "ap-southeast-3",
        "kunci",
        "rahasia-rahasia",
    )
    assert "rahasia" not in repr(found)
    assert Settings.from_env({**GOOD, **home}).bucket is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STORAGE_URL", "https://s3.contoh.test/pasar"),
        ("STORAGE_URL", "s3:///berkas"),
        ("STORAGE_URL", "s3://kunci:rahasia@ember"),
        ("S3_ENDPOINT", "s3.contoh.test"),
        ("S3_ACCESS_KEY_ID", ""),
        ("S3_SECRET_ACCESS_KEY", ""),
    ],
)
def test_a_wrong_address_of_a_bucket_is_named(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=name):
        Settings.from_env({**GOOD, **S3, "MARKETPLACE_HOME": str(tmp_path), name: value})
