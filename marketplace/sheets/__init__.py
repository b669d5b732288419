"""Spreadsheets in and out: CSV and XLSX files to numbered rows of text, and rows to either."""

from marketplace.sheets.expected import Expected
from marketplace.sheets.opening import LARGEST, TOO_LARGE, Line, Sheet, opened

__all__ = ["LARGEST", "TOO_LARGE", "Expected", "Line", "Sheet", "opened"]
