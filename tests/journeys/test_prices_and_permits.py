"""An owner puts a product on sale, says what many cost, states its permit; a buyer reads it all."""

from typing import Any

from marketplace.clock import today
from marketplace.demo import cast


def signs_in(owner: Any) -> None:
    owner.goes_to("/masuk").writes("Nomor HP atau e-mail", "+6281200000111")
    owner.writes("Sandi", cast.PASSWORD).presses("Masuk", exact=True)


def puts_on_sale(owner: Any) -> None:
    owner.presses("Harga", exact=True).presses("Promo", exact=True)
    owner.writes("Harga promo", "40.000").presses("Simpan promo")
    owner.sees("harus di bawah harga biasa Rp32.000")
    owner.writes("Harga promo", "27.500").presses("Simpan promo").sees("Sedang promo")


def says_what_many_cost(owner: Any) -> None:
    owner.presses("Grosir", exact=True).writes("Mulai dari", "10")
    owner.writes("Harga per bungkus", "26.000").presses("Tambah tingkat").sees("Tingkat 3")
    owner.presses("Simpan harga grosir").sees("Harga grosir tersimpan")


def states_a_permit(owner: Any) -> None:
    owner.presses("Izin", exact=True).ticks("P-IRT")
    year = f"{today().year % 100 + 2:02d}"
    owner.writes("Nomor", f"215360109003-{year}").presses("Simpan izin").sees("14 angka")
    owner.writes("Nomor", f"P-IRT 2153601090035-{year}").presses("Simpan izin")
    owner.sees("Kemasan plastik", "Kabupaten Pandeglang", f"berlaku sampai akhir 20{year}")


def test_prices_and_permits_go_from_the_owners_hand_to_the_buyers_eye(
    demo_site: Any, person: Any
) -> None:
    owner, buyer = person("Rohayati"), person("Sari")
    signs_in(owner)
    owner.goes_to("/lapak/produk").presses("Emping Jengkol Tipis")
    puts_on_sale(owner)
    says_what_many_cost(owner)
    states_a_permit(owner)
    buyer.goes_to("/produk/emping-jengkol-tipis")
    buyer.sees("Rp27.500", "Rp32.000", "Promo sampai", "Terendah 30 hari sebelum promo: Rp32.000")
    buyer.sees("Mulai 10 bungkus: Rp26.000", "P-IRT", "2153601090035-", "Nomor dari penjual")
    owner.presses("Harga", exact=True).presses("Promo", exact=True).agrees_to("Akhiri promo")
    buyer.goes_to("/produk/emping-jengkol-tipis").does_not_see("Promo sampai")
