"""What rooms raise, in words for the person who asked."""


class RuleBroken(Exception):
    """A rule of the trade says no; the message is a sentence for the person.

    A sentence with values names them, `RuleBroken("Sisa stok tinggal %(left)d.", left=2)`,
    so that a page can say it in another language.
    """

    def __init__(self, sentence: str, field: str | None = None, **values: object) -> None:
        self.sentence = sentence
        self.values = values
        self.message = sentence % values if values else sentence
        self.field = field
        super().__init__(self.message)


class NotFound(Exception):
    """There is no such record, or none that this person may see."""


class OutOfReach(Exception):
    """Something that the site leans on does not answer or has no room; it may soon again."""


class ConfigurationError(Exception):
    """The environment is wrong; the message lists every fault found."""
