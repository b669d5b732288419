"""A person looks after herself: her address, second factor, a copy of her data, and goodbye."""

import base64
import io
import json
import zipfile

import sqlalchemy as sa

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts.models import Address, User
from marketplace.database import db
from tests.journeys.person import Person

PASSWORD = "kacang goreng tepi sawah"
NAME, PHONE = "Wulan Kenari", "0812-7777-1234"


def joins(buyer: Person) -> None:
    buyer.goes_to("/daftar").writes("Nama Anda", NAME).writes("Nomor HP atau e-mail", PHONE)
    buyer.writes("Sandi", PASSWORD).ticks("Saya setuju").presses("Buat akun")
    buyer.presses("Sudah saya simpan").sees("Akun Anda")


def keeps_an_address(buyer: Person) -> None:
    buyer.goes_to("/akun/").presses("Alamat").presses("Tambah alamat")
    buyer.writes("Nama alamat", "Rumah").writes("Nama penerima", NAME)
    buyer.writes("Nomor HP penerima", PHONE)
    for label, option in (
        ("Kabupaten/kota", "Kabupaten Pandeglang"),
        ("Kecamatan", "Menes"),
        ("Desa/kelurahan", "Purwaraja"),
    ):
        buyer.chooses(label, option)
        if not buyer.script and label != "Desa/kelurahan":
            buyer.presses("Perbarui pilihan")
    buyer.writes("Jalan, nomor, gang", "Kp. Kenari 7").writes("RT", "3").writes("RW", "12")
    buyer.presses("Simpan alamat").sees("RT 003/RW 012", "Utama", "42262")


def sets_up_a_second_factor(buyer: Person, site) -> list[str]:
    """With an app that types nothing in: the key is read off the page. Returns the paper codes."""
    buyer.goes_to("/akun/kode-masuk").writes("Sandi Anda", PASSWORD).presses("Pasang kode masuk")
    key = buyer.page.locator(".copy-text__value").first.inner_text()
    with site.app.app_context():
        secret = gateway.known_code_secret(base64.b32decode(key.replace("-", "")))
        code = gateway.present_code(secret)
    buyer.writes("Kode 6 angka", code).presses("Pasang", exact=True).sees("Simpan 8 kode ini")
    codes = buyer.page.locator(".codes code").all_inner_texts()
    buyer.presses("Sudah saya simpan").sees("Kode masuk terpasang")
    return codes


def downloads_her_data(buyer: Person) -> dict[str, list[dict[str, object]]]:
    buyer.goes_to("/akun/data").presses("Unduh data saya")
    buyer.writes("Sandi Anda", PASSWORD).presses("Siapkan salinan")
    for _ in range(40):
        if buyer.page.get_by_role("button", name="Ambil berkas ZIP").count():
            break
        buyer.page.wait_for_timeout(250)
        buyer.goes_to("/akun/data/unduhan")
    buyer.sees("satu kali")
    with buyer.page.expect_download() as coming:
        buyer.page.get_by_role("button", name="Ambil berkas ZIP").click()
    with open(coming.value.path(), "rb") as file:
        bundle = zipfile.ZipFile(io.BytesIO(file.read()))
    buyer.goes_to("/akun/data/unduhan").sees("sudah dihapus di sini")
    data: dict[str, list[dict[str, object]]] = json.loads(bundle.read("data.json"))
    return data


def leaves(buyer: Person, code: str) -> None:
    buyer.goes_to("/akun/data").presses("Hapus akun").sees("Yang hilang", "lima tahun")
    buyer.writes("Sandi Anda", PASSWORD).presses("Hapus akun saya").sees("Centang dahulu")
    buyer.writes("Sandi Anda", PASSWORD).writes("Kode masuk", code)
    buyer.ticks("Saya mengerti").presses("Hapus akun saya").sees("Akun dihapus")
    buyer.goes_to("/akun/").sees("Masuk")


def test_she_downloads_and_deletes_her_data(person, site):
    buyer = person("Wulan")
    joins(buyer)
    keeps_an_address(buyer)
    codes = sets_up_a_second_factor(buyer, site)
    buyer.goes_to("/akun/perangkat").sees("Perangkat ini")
    buyer.goes_to("/akun/persetujuan").sees("Disetujui", "Anda menyetujui versi")
    data = downloads_her_data(buyer)
    assert data["profil"][0]["name"] == NAME
    assert data["alamat"][0]["street"] == "Kp. Kenari 7"
    leaves(buyer, codes[0])
    with site.app.app_context():
        (gone,) = db.session.scalars(sa.select(User)).all()
        assert (gone.phone, gone.name) == (None, "Akun yang dihapus")
        assert db.session.scalars(sa.select(Address)).all() == []
