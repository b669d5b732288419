"""Words that rooms make for people: Indonesian text that remembers how it was put together."""

from typing import Any


class Sentence(str):
    """A text with values, such as `Sentence("Sisa %(left)s", left=3)`.

    It is its Indonesian words wherever a text is wanted. A page in another language looks its
    `form` up in the catalogue and puts the same `values` in.
    """

    __slots__ = ("form", "values")
    form: str
    values: dict[str, Any]

    def __new__(cls, form: str, **values: Any) -> "Sentence":
        """Put the values in; KeyError when the form names one that is not given."""
        made = super().__new__(cls, form % values if values else form)
        made.form = form
        made.values = values
        return made
