"""The records that a claim may mean, on its page: suggestions with reasons, and picking one."""

from dataclasses import dataclass

from flask_login import current_user
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from marketplace.console.late import OpenedForm
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.registry import queries as registry
from marketplace.registry.businesses import queries as businesses
from marketplace.registry.matching import Suggestion
from marketplace.registry.matching.twins import told_apart
from marketplace.registry.models import Business, Cooperative
from marketplace.sellers import queries, register, services
from marketplace.sellers.jurisdiction import decides, office_that_decides
from marketplace.sellers.models import Claim
from marketplace.sellers.services import Seen
from marketplace.web.forms import ParagraphField

FOUND_BY = {"number": "Nomor sama", "near": "Nomor mirip", "name": "Nama mirip"}


class LinkForm(OpenedForm):
    """Which record is meant, bound to claim and record as the officer saw them."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    # `12:3`: record 12 as of its version 3.
    record = StringField(
        "Catatan yang dimaksud", [InputRequired("Pilih satu catatan."), Length(max=40)]
    )
    link_reason = ParagraphField(
        "Mengapa catatan ini",
        [InputRequired("Tulis apa yang Anda cocokkan."), Length(max=1000)],
    )


@dataclass(frozen=True)
class Shown:
    """One suggestion as the page shows it."""

    suggestion: Suggestion
    facts: list[tuple[str, str]]
    is_present: bool

    @property
    def value(self) -> str:
        """What the form sends for it: the record and the version that is shown."""
        return f"{self.suggestion.record.id}:{self.suggestion.record.version}"


@dataclass(frozen=True)
class Matches:
    """What the part of the page shows; `form` is None where nothing can be picked any more."""

    shown: list[Shown]
    warnings: list[str]
    form: LinkForm | None

    @classmethod
    def of(cls, claim: Claim, form: LinkForm | None = None) -> "Matches":
        """The suggestions for a claim, with the one that it rests on marked."""
        present = register.record_of(claim)
        proposal = queries.proposal_for(claim) if claim.is_open else None
        shown = [
            Shown(one, told_apart(one.record), present is not None and one.record.id == present.id)
            for one in (proposal.suggestions if proposal else ())
        ]
        if claim.state == "waiting":
            form = _form_again(claim, form)
        warnings = [*(proposal.warnings if proposal else ()), *queries.warnings_about(claim)]
        return cls(shown, warnings, form if claim.state == "waiting" else None)

    @property
    def is_settled(self) -> bool:
        """Whether nothing but the record that it rests on comes into question."""
        return bool(self.shown) and all(one.is_present for one in self.shown)


def _form_again(claim: Claim, form: LinkForm | None) -> LinkForm:
    """An empty form; the one that was refused, bound to the present state if it came too late."""
    if form is not None and not isinstance(form.refused, Stale):
        return form
    kept = {"link_reason": form.link_reason.data} if form else {}
    return LinkForm(formdata=None, data={"version": claim.version, **kept})


def link(claim: Claim, form: LinkForm) -> str:
    """Bind the claim to the record that was picked; returns what to tell the officer."""
    record, version = _picked(claim, form.record.data or "")
    services.link_record(
        claim,
        record,
        by=current_user,
        reason=form.link_reason.data or "",
        seen=Seen(form.version.data or 0, version),
    )
    if decides(current_user, claim):
        return "Klaim dihubungkan. Periksa perbedaannya, lalu putuskan."
    return f"Klaim dihubungkan. Sekarang {office_that_decides(claim)} yang memutuskan."


def _picked(claim: Claim, value: str) -> tuple[Cooperative | Business, int]:
    id_, _, version = value.partition(":")
    # No longer than what every database can hold.
    if not all(one.isascii() and one.isdigit() and len(one) < 16 for one in (id_, version)):
        raise RuleBroken("Pilih satu catatan.", "record")
    of_business = claim.kind == "business"
    found: Cooperative | Business | None = (
        businesses.business(int(id_)) if of_business else registry.cooperative(int(id_))
    )
    if found is None:
        raise NotFound
    return found, int(version)
