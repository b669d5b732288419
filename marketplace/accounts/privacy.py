"""The notice of privacy that people agree to: its version, and the day from which it holds.

Change both whenever the words of the page /privasi change in meaning; people who agreed to
an older version are asked again.
"""

from datetime import date

PRIVACY_VERSION = "2026-11"
PRIVACY_SINCE = date(2026, 11, 22)
