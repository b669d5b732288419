"""The notice of privacy that people agree to: its version, and the day from which it holds.

Both stand in `data/purposes.toml`: change them whenever the words of the page /privasi change in
meaning; people who agreed to an older version are asked again.
"""

from marketplace.accounts.purposes import purposes

PRIVACY_NOTICE = "privacy_notice"
PRIVACY_VERSION = purposes()[PRIVACY_NOTICE].version
PRIVACY_SINCE = purposes()[PRIVACY_NOTICE].since
