"""/robots.txt: what search engines need not look at (RFC 9309)."""

from flask import current_app
from werkzeug.wrappers import Response

from marketplace.storefront import bp
from marketplace.web.access import public

# Pages of one person or one link; and lists narrowed by filters, of which there is no end.
CLOSED = (
    "/akun/", "/lapak/", "/dinas/", "/masuk", "/daftar", "/keluar", "/lupa-sandi", "/atur-sandi/",
    "/konfirmasi/", "/undangan/", "/surat", "/luring", "/cari?", "/toko/?", "/daerah/pilih.json",
    "/daerah/cari.json",
)  # fmt: skip
OPEN = ("/cari?lang=en$", "/toko/?lang=en$")


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """Doors that stay closed to machines, and where the list of all others is."""
    site_url = current_app.config["SETTINGS"].site_url
    lines = ["User-agent: *", *(f"Allow: {path}" for path in OPEN)]
    lines += [*(f"Disallow: {path}" for path in CLOSED), "", f"Sitemap: {site_url}/sitemap.xml", ""]
    answer = Response("\n".join(lines), mimetype="text/plain")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
