"""/dinas/ringkasan: the figures that the dinas steers by, on a map and with their rows."""

from marketplace.console.dashboard import behind, summary

__all__ = ["behind", "summary"]
