"""The decision about a claim: one officer checks it, another approves; bound to what they saw."""

from collections.abc import Callable
from typing import Any, ClassVar

from flask import request
from flask_login import current_user
from wtforms import BooleanField, HiddenField, IntegerField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from marketplace.console.late import OpenedForm
from marketplace.console.reasons import ReasonedForm
from marketplace.errors import RuleBroken, Stale
from marketplace.sellers import claim_kinds, queries, register, services
from marketplace.sellers.models import Claim
from marketplace.sellers.reasons import REASONS
from marketplace.sellers.services import Seen

Verb = Callable[..., Any]


class DecisionForm(OpenedForm, ReasonedForm):
    """A decision with its reason, bound to the claim and the record as the officer saw them."""

    reasons = REASONS
    # What its buttons say: the kind of reasons that fits, the verb, and what is said afterwards.
    acts: ClassVar[dict[str, tuple[str, Verb, str]]]

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    record_version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    decision = HiddenField()
    no_interest = BooleanField(
        "Saya tidak punya kepentingan di lapak ini",
        [InputRequired("Nyatakan dahulu; bila punya kepentingan, petugas lain yang memutuskan.")],
        description="Bukan lapak saya, keluarga saya, atau yang saya modali. Dicatat.",
    )

    def kind_of_decision(self) -> str | None:
        """Which reasons fit the button that was pressed."""
        act = self.acts.get(self.decision.data or "")
        return act[0] if act else None

    def more(self) -> dict[str, Any]:
        """What else a verb is told."""
        return {}


class CheckForm(DecisionForm):
    """The first officer: true as far as she sees, incomplete, or not proven."""

    kinds = {"check": "Meneruskan", "return": "Minta dilengkapi", "reject": "Menolak"}
    acts = {
        "teruskan": ("check", services.check, "Diteruskan. Petugas lain yang menyetujui."),
        "lengkapi": ("return", services.return_, "Pemilik lapak diminta melengkapi."),
        "tolak": ("reject", services.reject, "Ditolak. Pemilik lapak membaca alasan Anda."),
    }

    missing = SelectMultipleField(
        "Yang perlu dilengkapi",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Hanya bila Anda minta dilengkapi.",
    )

    def more(self) -> dict[str, Any]:
        """What the owner is asked for."""
        return {"missing": self.missing.data or []} if self.decision.data == "lengkapi" else {}


class ApprovalForm(DecisionForm):
    """The second officer: true, to be checked once more, or not proven."""

    kinds = {"approve": "Menyetujui", "send_back": "Mengembalikan", "reject": "Menolak"}
    acts = {
        "setujui": ("approve", services.approve, "Disetujui. Lencana lapak ini tayang sekarang."),
        "kembalikan": ("send_back", services.send_back, "Dikembalikan untuk diperiksa lagi."),
        "tolak": ("reject", services.reject, "Ditolak. Pemilik lapak membaca alasan Anda."),
    }


FORMS: dict[str, type[DecisionForm]] = {"waiting": CheckForm, "checked": ApprovalForm}


def form_for(one: Claim) -> DecisionForm | None:
    """An empty form for what comes next, bound to what this page shows; None: nothing to decide."""
    kind = FORMS.get(one.state)
    return _made(kind, one, formdata=None, data=_as_seen(one)) if kind else None


def _as_seen(one: Claim) -> dict[str, int]:
    record = register.record_of(one)
    return {"version": one.version, "record_version": record.version if record else 0}


def _made(kind: type[DecisionForm], one: Claim, **more: Any) -> DecisionForm:
    form = kind(**more)
    if isinstance(form, CheckForm):
        form.missing.choices = list(claim_kinds.missing(one.kind).items())
    return form


def may_act(one: Claim) -> str | None:
    """Why this officer, though her office decides, may not act on it now; None when she may."""
    if queries.is_member(one.shop, current_user):
        return "Ini lapak Anda sendiri. Petugas lain yang memutuskan klaim ini."
    if queries.has_interest(current_user, one.shop):
        return "Anda menyatakan kepentingan di lapak ini. Petugas lain yang memutuskan."
    if one.state == "checked" and one.checked_by_id == current_user.id:
        return "Anda yang memeriksa klaim ini. Petugas lain yang menyetujuinya."
    return None


def sent_form(one: Claim) -> DecisionForm:
    """The form that was sent: by its button, for the claim may have moved on meanwhile."""
    named = request.form.get("decision", "")
    fitting = [kind for kind in FORMS.values() if named in kind.acts]
    return _made(fitting[0] if len(fitting) == 1 else FORMS.get(one.state, CheckForm), one)


def form_again(one: Claim, form: DecisionForm) -> DecisionForm | None:
    """The form on the page that answers a refusal.

    Who was late sees the claim as it is now, so her next decision is bound to that; what she
    wrote stays.
    """
    if not isinstance(form.refused, Stale):
        return form
    kind = FORMS.get(one.state)
    if kind is None:
        return None
    kept = {"reason": form.reason.data, "reason_code": form.reason_code.data}
    return _made(kind, one, formdata=None, data={**kept, **_as_seen(one)})


def decide(one: Claim, form: DecisionForm) -> str:
    """Do what the button says; returns what to tell the officer."""
    act = form.acts.get(form.decision.data or "")
    if act is None:
        raise RuleBroken("Pilih salah satu keputusan.")
    _, verb, said = act
    verb(
        one,
        by=current_user,
        reason=form.full_reason,
        reason_code=form.chosen_code,
        seen=Seen(form.version.data or 0, form.record_version.data or 0),
        **form.more(),
    )
    return said
