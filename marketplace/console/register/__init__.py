"""The register at the desk: cooperatives and businesses with their sources, imports of files."""

from marketplace.console.register import businesses, imports, records, uploads

__all__ = ["businesses", "imports", "records", "uploads"]
