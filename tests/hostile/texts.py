"""Texts that nobody types, but anybody can send."""

from urllib.parse import quote

TEXTS: dict[str, str] = {
    "nothing": "",
    "NUL": "a\0b",
    "right to left": "\u202egnp.exe\u202c",
    "surrogate": "\ud800",
    "half a pair": "a\udfffb",
    "megabyte": "x" * 1_000_000,
    "many lines": "a\n" * 20_000,
    "emoji": "\U0001f469\U0001f3fd\u200d\U0001f33e" * 60,
    "combining": "a" + "\u0301" * 3000,
    "growing": "\ufdfa" * 300,
    "invisible": "\ufeff\u200b\u2060",
    "sql": "' OR 1=1; DROP TABLE users; --",
    "template": "{{ 7*191 }}${7*191}<%= 7*191 %>%(x)s{0}%n",
    "html": "\"><script>alert(1)</script><img src=x onerror='alert(1)'>",
    "header": "a\r\nSet-Cookie: lapak=1\r\n\r\n<html>",
    "formula": '=HYPERLINK("http://contoh.test";"x")',
    "other digits": "١٢٣",
    "superscript": "²",
    "minus": "-1",
    "exponent": "1e308",
    "not a number": "nan",
    "huge number": "9" * 400,
    "path": "../../../../etc/passwd",
    "percent": "%00%2e%2e%ff%",
    "date that is none": "2026-02-30",
    "year 0": "0000-00-00",
    "far future": "9999-12-31",
}
# Sent into one field at a time as well, so that no earlier field's refusal hides a later one.
SHARPEST = (
    "NUL", "surrogate", "emoji", "other digits", "superscript", "minus", "huge number",
    "date that is none", "far future",
)  # fmt: skip
IDS = (
    "-1",
    "0",
    str(2**31),
    str(2**63 - 1),
    str(2**63),
    "9" * 30,
    "١",
    "²",
    "1e3",
    "1.5",
    "+1",
)


def encoded(text: str) -> str:
    """A text as a browser without scruples would send it: half a surrogate pair stays half."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")
