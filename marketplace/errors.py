"""What rooms raise, in words for the person who asked."""

from collections.abc import Sequence

from marketplace.sentences import Sentence


class RuleBroken(Exception):
    """A rule of the trade says no; the message is a sentence for the person.

    A sentence with values names them, `RuleBroken("Sisa stok tinggal %(left)s.", left=2)`,
    so that a page can say it in another language.
    """

    def __init__(self, form: str, field: str | None = None, **values: object) -> None:
        self.message: str = form if isinstance(form, Sentence) else Sentence(form, **values)
        self.field = field
        super().__init__(self.message)


class Stale(RuleBroken):
    """Somebody else was quicker: what this person decided on is no longer what she saw.

    Answered with 409; `changed` says in sentences what became of it meanwhile.
    """

    def __init__(
        self,
        form: str,
        field: str | None = None,
        *,
        changed: Sequence[str] = (),
        **values: object,
    ) -> None:
        super().__init__(form, field, **values)
        self.changed = tuple(changed)


class NotFound(Exception):
    """There is no such record, or none that this person may see."""


class OutOfReach(Exception):
    """Something that the site leans on does not answer or has no room; it may soon again."""


class ConfigurationError(Exception):
    """The environment is wrong; the message lists every fault found."""
