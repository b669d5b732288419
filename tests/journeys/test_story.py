"""The main job, whole: from the dinas's register to a buyer's phone, with script and without."""

import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa

from marketplace.accounts.models import SignIn
from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.inquiries.models import Inquiry
from marketplace.registry.models import Cooperative
from tests.builders import people, photos
from tests.journeys.person import Person

SHAPES = Path(__file__).parents[1] / "registry" / "files"
MEMBER_CARD = {"name": "kartu.jpg", "mimeType": "image/jpeg"}
NUMBER = "3601130010007"
READABLE = 20


def register_of_pandeglang() -> str:
    """A register in the shape of a certificate list, valid for another year, with one row that
    nobody can read: fewer than the 5% that refuse a whole file.
    """
    until = (today() + timedelta(days=365)).isoformat()
    rows = [
        f"{NUMBER},12/BH/KDK.10.1/II/1999,1999-02-03,KOPERASI PRODUSEN KARYA MELINJO,Purwaraja,"
        f"MENES,KAB.PANDEGLANG,BANTEN,B,{until},Aktif",
        "360113001000X,,,KOPERASI TANPA NOMOR,,,KAB.PANDEGLANG,BANTEN,,,Aktif",
    ]
    rows += [
        f"{int(NUMBER) + n},,,KOPERASI TANI MENES {n},,MENES,KAB.PANDEGLANG,BANTEN,B,{until},Aktif"
        for n in range(1, READABLE)
    ]
    head = (
        "nik,nomor_badan_hukum,tanggal_badan_hukum,nama_koperasi,desa_kelurahan,kecamatan,"
        "kabupaten,provinsi,grade,tanggal_expired,status_sertifikat"
    )
    return "\n".join([head, *rows, ""])


def photo(name: str = "foto.jpg") -> dict[str, object]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": photos.photo((900, 1200))}


def count(app, model) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def signs_in(officer: Person, email: str, site) -> str:
    officer.goes_to("/masuk").writes("Nomor HP atau e-mail", email)
    officer.writes("Sandi", people.PASSWORD).presses("Masuk", exact=True)
    with site.app.app_context():
        code = people.code()
    officer.writes("Kode 6 angka", code).presses("Lanjut")
    return code


def brings(officer: Person, register: bytes, source: str, regency: str = "") -> None:
    """Upload a register and come to its preview."""
    officer.goes_to("/dinas/register/impor")
    officer.uploads("Berkas CSV", {"name": "r.csv", "mimeType": "text/csv", "buffer": register})
    officer.writes("Sumber", source).writes("Tanggal data", today().isoformat())
    if regency:
        officer.chooses("Kabupaten/kota bila", regency)
    officer.presses("Lihat pratinjau")


def imports_a_certificate_list(officer: Person, site) -> None:
    brings(officer, register_of_pandeglang().encode(), "ODS")
    officer.sees("KOPERASI PRODUSEN KARYA MELINJO", "Ditambah", "Ditolak")
    assert count(site.app, Cooperative) == 0, "the preview wrote into the register"
    officer.agrees_to("Terapkan").sees("KOPERASI PRODUSEN KARYA MELINJO")
    assert count(site.app, Cooperative) == READABLE


def imports_an_open_data_list(officer: Person, site) -> None:
    """The other shape: badan hukum numbers only, and the officer says whose they are."""
    before = count(site.app, Cooperative)
    brings(officer, (SHAPES / "kota_serang.csv").read_bytes(), "Satu Data", "Kota Serang")
    officer.sees("KSPPS Kaibon Sejahtera")
    assert count(site.app, Cooperative) == before
    officer.agrees_to("Terapkan")
    assert count(site.app, Cooperative) > before


def signs_up(owner: Person) -> None:
    owner.goes_to("/daftar").writes("Nama Anda", "Rohayati")
    owner.writes("Nomor HP atau e-mail", "0812-0000-0111").writes(
        "Sandi", "kacang goreng tepi sawah"
    )
    owner.ticks("Saya setuju").presses("Buat akun")


def picks_a_place(owner: Person) -> None:
    """With script the lists narrow by themselves; without, a button asks the server."""
    for label, option in (
        ("Kabupaten/kota", "Kabupaten Pandeglang"),
        ("Kecamatan", "Menes"),
        ("Desa/kelurahan", "Purwaraja"),
    ):
        owner.chooses(label, option)
        if not owner.script and label != "Desa/kelurahan":
            owner.presses("Perbarui pilihan")


def opens_a_shop(owner: Person) -> None:
    owner.goes_to("/lapak/buka").writes("Nama lapak", "Emping Bu Rohayati")
    picks_a_place(owner)
    owner.presses("Buka lapak")


def lists_a_product(owner: Person) -> None:
    owner.goes_to("/lapak/produk/baru").uploads("Foto", photo())
    owner.writes("Nama produk", "Emping Melinjo Manis Menes")
    owner.chooses("Jenis", "Emping dan ceplis").writes("Harga", "42.000")
    owner.chooses("Satuan", "bungkus").writes("Stok", "36")
    owner.presses("Tayangkan").sees("Emping Melinjo Manis Menes")


def confirms_her_number(owner: Person, officer: Person) -> None:
    owner.goes_to("/akun/nomor").presses("Minta kode")
    officer.goes_to("/dinas/nomor").sees("Rohayati").presses("Cocok")


def claims_membership(owner: Person) -> None:
    owner.goes_to("/lapak/verifikasi").presses("Saya anggota koperasi")
    owner.writes("Nomor koperasi", NUMBER).presses("Cari koperasi")
    owner.sees("Karya Melinjo").ticks("Anggota").writes("Nomor anggota", "A-017")
    owner.uploads("Foto kartu anggota", photo("kartu.jpg"))
    owner.ticks("Saya setuju data dan foto").presses("Kirim klaim")
    owner.sees("Sedang diperiksa", "Dijawab paling lambat")


def asks_for_a_better_photo(officer: Person, owner: Person) -> None:
    officer.goes_to("/dinas/klaim").presses("Emping Bu Rohayati").sees("A-017", "KARYA MELINJO")
    officer.chooses("Alasan", "Foto tidak terbaca")
    officer.page.locator("summary", has_text="Yang perlu dilengkapi").click()
    officer.ticks("Foto kartu anggota")
    officer.ticks("Saya tidak punya kepentingan").presses("Minta dilengkapi")
    owner.goes_to("/lapak/verifikasi").sees("Perlu Anda lengkapi").presses("Anggota Koperasi")
    owner.sees("kabur atau terpotong", "Giliran Anda")
    owner.uploads("Foto kartu anggota", photo("jelas.jpg"))
    owner.writes("Penjelasan Anda", "Ini foto yang lebih jelas.").presses("Kirim jawaban")
    owner.sees("Sedang diperiksa", "Dijawab pemilik lapak")


def checks_and_approves(first: Person, second: Person) -> None:
    """Two officers, each on her own screen; who checked it finds no button to approve."""
    first.goes_to("/dinas/klaim").presses("Emping Bu Rohayati").sees("Ini foto yang lebih jelas.")
    first.chooses("Alasan", "Lengkap dan cocok").ticks("Saya tidak punya kepentingan")
    first.presses("Teruskan untuk disetujui").sees("Anda yang memeriksa klaim ini")
    second.goes_to("/dinas/klaim?keadaan=persetujuan").presses("Emping Bu Rohayati")
    second.chooses("Alasan", "Cocok dengan register dan bukti")
    second.ticks("Saya tidak punya kepentingan").presses("Setujui")
    second.sees("Disetujui. Lencana lapak ini tayang sekarang.")


def some_minutes_later(site) -> None:
    """The codes that officers gave on the way in count no more."""
    with site.app.app_context(), transaction() as session:
        session.execute(sa.update(SignIn).values(code_given_at=now() - timedelta(minutes=6)))


def new_code(site, used: str) -> str:
    """What the authenticator shows once a used code is gone."""
    with site.app.app_context():
        while (code := people.code()) == used:
            time.sleep(0.5)
    return code


def revokes(officer: Person, buyer: Person, code: str) -> None:
    """With her code once more; gone from the buyer's phone at once."""
    officer.presses("Cabut lencana")
    officer.page.get_by_role("combobox", name="Alasan").select_option(label="Keanggotaan berakhir")
    officer.presses("Cabut lencana").sees("Tulis kode dari aplikasi autentikator")
    officer.writes("Kode 6 angka", code).presses("Cabut lencana").sees("Lencana dicabut.")
    buyer.goes_to("/toko/emping-bu-rohayati")
    assert "terverifikasi dinas" not in buyer.page.content()
    # Nothing is left among the verified: what is offered instead is without that filter.
    buyer.goes_to("/cari?q=emping&terverifikasi=1").sees("Tanpa saringan")


def finds_and_asks(buyer: Person, whatsapp) -> None:
    buyer.goes_to("/").writes("Cari produk", "emping").presses("Cari", exact=True)
    buyer.sees("Emping Melinjo Manis Menes")
    buyer.goes_to("/cari?q=emping&daerah=36.01&terverifikasi=1").sees("Emping Melinjo Manis Menes")
    buyer.presses("Emping Melinjo Manis Menes").sees("Rp42.000", "Terverifikasi dinas")
    buyer.presses("Emping Bu Rohayati")
    buyer.sees("Anggota Koperasi Produsen Karya Melinjo, terverifikasi dinas")
    buyer.presses("Emping Melinjo Manis Menes")
    assert "812" not in buyer.page.content(), "a phone number stands in the page"
    buyer.page.get_by_role("button", name="Tanya di WhatsApp").first.click()
    buyer.page.wait_for_url(lambda url: "text=" in url)
    asked = urlsplit(whatsapp.asked[-1])
    assert asked.path == "/6281200000111"
    text = parse_qs(asked.query)["text"][0]
    assert "Emping Melinjo Manis Menes" in text and "Rp42.000" in text and "/produk/" in text


def test_from_the_register_to_the_buyers_phone(site, person, whatsapp):
    with site.app.app_context():
        people.officer(
            "Ibu Petugas", "petugas@contoh.test", duties=["verify", "register", "support"]
        )
        people.officer("Bapak Penyetuju", "penyetuju@contoh.test", duties=["verify"])
        db.session.remove()
    officer, owner, buyer = person("Ibu Petugas"), person("Rohayati"), person("Sari")
    second = person("Bapak Penyetuju")
    signs_in(officer, "petugas@contoh.test", site)
    used = signs_in(second, "penyetuju@contoh.test", site)
    imports_a_certificate_list(officer, site)
    imports_an_open_data_list(officer, site)
    signs_up(owner)
    opens_a_shop(owner)
    lists_a_product(owner)
    confirms_her_number(owner, officer)
    claims_membership(owner)
    asks_for_a_better_photo(officer, owner)
    checks_and_approves(officer, second)
    owner.goes_to("/lapak/verifikasi").sees("Berlaku sampai")
    owner.presses("Lihat bukti").sees("Berlaku", "Dinas tidak pernah meminta uang")
    finds_and_asks(buyer, whatsapp)
    assert count(site.app, Inquiry) == 1
    owner.goes_to("/lapak/pertanyaan").sees("Emping Melinjo Manis Menes")
    some_minutes_later(site)
    revokes(second, buyer, new_code(site, used))
    owner.goes_to("/lapak/verifikasi").sees("Lencana dicabut", "keanggotaan sudah berakhir")
