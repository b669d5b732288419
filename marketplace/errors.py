"""What rooms raise, in words for the person who asked."""


class RuleBroken(Exception):
    """A rule of the trade says no; the message is a sentence for the person."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotFound(Exception):
    """There is no such record, or none that this person may see."""


class OutOfReach(Exception):
    """Something that the site leans on does not answer or has no room; it may soon again."""


class ConfigurationError(Exception):
    """The environment is wrong; the message lists every fault found."""
