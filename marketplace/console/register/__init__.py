"""The register at the desk: cooperatives with the source of each fact, and imports of files."""

from marketplace.console.register import imports, records

__all__ = ["imports", "records"]
