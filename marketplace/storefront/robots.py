"""/robots.txt: what search engines need not look at (RFC 9309)."""

from flask import current_app
from werkzeug.wrappers import Response

from marketplace.storefront import bp
from marketplace.web.access import public

# Pages of one person or of one link.
CLOSED = (
    *("/akun/", "/lapak/", "/dinas/", "/masuk", "/daftar", "/keluar", "/lupa-sandi"),
    *("/atur-sandi/", "/konfirmasi/", "/undangan/", "/surat", "/luring"),
    *("/daerah/pilih.json", "/daerah/cari.json", "/cari/saran"),
)
# Lists narrowed by filters have no end. Words alone may be looked up: their page names `/cari`.
NARROWED = ("daerah", "harga_", "kategori", "terverifikasi", "urut", "verifikasi")


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """Doors that stay closed to machines, and where the list of all others is."""
    site_url = current_app.config["SETTINGS"].site_url
    closed = [*CLOSED, *(f"{way}{name}" for name in NARROWED for way in ("/*?", "/*&"))]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {site_url}/sitemap.xml", ""]
    answer = Response("\n".join(lines), mimetype="text/plain")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
