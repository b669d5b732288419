"""The part of a decision's form that asks why: a room's list, and words beside it."""

from typing import Any, ClassVar

from wtforms import SelectField
from wtforms.validators import DataRequired, Length

from marketplace.errors import RuleBroken
from marketplace.reasons import Reasons
from marketplace.web.forms import Form, ParagraphField, refuse

OWN_WORDS = "Tulis sendiri di bawah"
LONGEST = 1000


class ReasonForm(Form):
    """Why an officer does what she does, in words of her own that the person will read."""

    reason = ParagraphField(
        "Alasan",
        validators=[DataRequired("Tulis alasannya dalam satu kalimat."), Length(max=LONGEST)],
    )


class ReasonedForm(Form):
    """A decision with its reason; `components/reason.html` shows both fields.

    A subclass names its room's list and which kinds of it, each with a heading:

        reasons = sellers.REASONS
        kinds = {"reject": "Menolak", "return": "Minta perbaikan"}

    Hand a service `reason_code=form.chosen_code, reason=form.full_reason`.
    """

    reasons: ClassVar[Reasons]
    kinds: ClassVar[dict[str, str]]

    reason_code = SelectField("Alasan", default="")
    reason = ParagraphField(
        "Keterangan tambahan",
        [Length(max=LONGEST)],
        render_kw={"maxlength": LONGEST},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = {heading: self._options(kind) for kind, heading in self.kinds.items()}
        own: tuple[str, str, dict[str, str]] = ("", OWN_WORDS, {})
        self.reason_code.choices = (
            {"": [own], **offered} if len(offered) > 1 else [own, *next(iter(offered.values()))]
        )

    def _options(self, kind: str) -> list[tuple[str, str, dict[str, str]]]:
        return [
            (one.code, one.label, {"data-words": "" if one.free else one.words})
            for one in self.reasons.of(kind)
        ]

    def kind_of_decision(self) -> str | None:
        """Which kind of reasons fits what was decided; a form with one kind needs not say."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else None

    @property
    def chosen_code(self) -> str:
        """The code from the list; empty where she wrote the reason herself."""
        return self.reason_code.data or ""

    @property
    def full_reason(self) -> str:
        """What the person will read: the words of the list, then the officer's own."""
        return self.reasons.words(self.chosen_code, self.reason.data or "", self.kind_of_decision())

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge every field, and that there is a reason which fits the decision."""
        if not super().validate(extra_validators):
            return False
        try:
            return bool(self.full_reason)
        except RuleBroken as broken:
            refuse(self, broken)
            return False
