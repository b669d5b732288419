"""What forms of decisions about listings and shops share: what was seen, and late answers."""

from wtforms import HiddenField

from marketplace.console.reasons import ReasonedForm
from marketplace.errors import Stale
from marketplace.moderation.kinds import REASONS


class Seen(HiddenField):
    """A version that the page shows, carried along; nonsense is a version that never was."""

    def process_formdata(self, valuelist: list[str]) -> None:
        written = valuelist[0].strip() if valuelist else ""
        known = written.isascii() and written.isdigit() and len(written) < 16
        self.data = int(written) if known else 0


class VerdictForm(ReasonedForm):
    """A decision with its reason, bound to what the officer saw."""

    reasons = REASONS
    version = Seen()
    listing_version = Seen()

    def look_again(self, version: int, listing_version: int | None) -> None:
        """After a late answer the page shows what is there now: bind the next one to that."""
        if isinstance(self.refused, Stale):
            seen = (self.version, version), (self.listing_version, listing_version or 0)
            for field, value in seen:
                field.data, field.raw_data = value, None

    @property
    def changed(self) -> tuple[str, ...]:
        """What changed since the page was opened, where the answer came late."""
        return self.refused.changed if isinstance(self.refused, Stale) else ()
