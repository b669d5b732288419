"""What the proof of a badge says in each state and of each kind: title, sentence, what to do."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from marketplace.sellers.affiliation import readable
from marketplace.sellers.models import Badge
from marketplace.web.filters import tanggal

Facts = list[tuple[str, str | None]]


@dataclass(frozen=True)
class Said:
    """One state in words, with the icon that goes with them."""

    title: str
    icon: str
    sentence: str
    advice: str


def said_of(badge: Badge, state: str) -> Said:
    """The words for a state of a badge."""
    if state == "valid":
        return Said(
            _("Lencana ini berlaku"),
            "verified",
            _checked(badge.kind),
            _("Cocokkan nama lapak dan alamat halaman ini sebelum percaya."),
        )
    return _NOT_NOW[state]()


def _checked(kind: str) -> str:
    if kind == "cooperative":
        return _(
            "Dinas sudah memastikan dari register koperasi dan bukti pengurusnya "
            "bahwa lapak ini milik koperasi itu."
        )
    if kind == "business":
        return _("Dinas sudah mencocokkan NIB lapak ini dengan register usaha.")
    return _(
        "Dinas sudah mencocokkan bukti keanggotaan pengelola lapak ini dengan register koperasi."
    )


_NOT_NOW = {
    "paused": lambda: Said(
        _("Lencana ini ditangguhkan"),
        "clock",
        _(
            "Lapaknya sedang dibekukan, atau nomor teleponnya belum dikonfirmasi. "
            "Sementara ini lencana tidak berlaku."
        ),
        _("Tunggu sampai lencananya berlaku lagi, atau pilih lapak lain."),
    ),
    "lapsed": lambda: Said(
        _("Lencana ini sedang tidak berlaku"),
        "triangle-alert",
        _(
            "Menurut data register yang terbaru, syarat lencana ini tidak terpenuhi. "
            "Lencana berlaku lagi bila registernya diperbarui."
        ),
        _("Jangan anggap lapak ini terverifikasi. Tanyakan keadaannya kepada penjual."),
    ),
    "expired": lambda: Said(
        _("Lencana ini sudah berakhir"),
        "clock",
        _("Masa berlakunya lewat, dan belum diperiksa lagi sesudah tanggal itu."),
        _("Tanyakan kepada penjual apakah lencananya sedang diperpanjang."),
    ),
    "replaced": lambda: Said(
        _("Lencana ini sudah diganti"),
        "history",
        _("Lapak ini mendapat lencana yang lebih baru."),
        _("Buka lencananya dari halaman lapak."),
    ),
    "revoked": lambda: Said(
        _("Lencana ini dicabut"),
        "circle-x",
        _("Dinas mencabut lencana ini dan tidak lagi menyatakan lapak ini terverifikasi."),
        _("Jangan percaya gambar atau cetakan yang masih memakainya."),
    ),
}


def checked_facts(badge: Badge) -> Facts:
    """Against which record it was checked: names and numbers of the register, none of a person."""
    basis, of = badge.basis, badge.basis.get
    if badge.kind == "business":
        own: Facts = [
            (_("Usaha"), readable(badge.name)),
            (_("NIB"), of("nib")),
            (_("Skala usaha"), of("scale")),
        ]
    else:
        until = day(of("certificate_expires_on"))
        own = [
            (_("Koperasi"), readable(badge.name)),
            (_("NIK koperasi"), of("nik_koperasi")),
            (_("Badan hukum"), of("legal_number")),
            (
                _("Sertifikat koperasi"),
                _("berlaku sampai %(day)s", day=tanggal(until)) if until else None,
            ),
            (_("Grade"), of("grade")),
        ]
    told = day(basis.get("data_on"))
    return [
        *own,
        (_("Sumber data"), of("source")),
        (_("Data register per"), tanggal(told) if told else None),
    ]


def two_officers(checked_by_id: int | None) -> str:
    """How many people looked at it, never who."""
    if checked_by_id is None:
        return _("Disetujui petugas")
    return _("Diperiksa dan disetujui dua petugas")


def day(written: str | None) -> date | None:
    """A day as a basis keeps it."""
    return date.fromisoformat(written) if written else None
