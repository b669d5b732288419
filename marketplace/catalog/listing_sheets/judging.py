"""A product of the sheet as an officer would: what waits for her, and what she sees afterwards.

What has to wait is taken back out of the plan, so that the live version stays; everything else
of the row applies.
"""

from marketplace.catalog import rich_text, risks
from marketplace.catalog.forbidden import found_in
from marketplace.catalog.listing_sheets.columns import BY_KEY
from marketplace.catalog.listing_sheets.kept import Values
from marketplace.catalog.listing_sheets.plans import Looked, Plan
from marketplace.catalog.listing_sheets.values import teller
from marketplace.catalog.models.listing import REMOVED
from marketplace.catalog.risks import Risk, Said

WAITS = "Belum tayang: {why}. Petugas melihatnya dahulu, paling lama {hours} jam."
EDIT_WAITS = "Nama, jenis, atau cerita ini menunggu dilihat petugas: {why}. Yang lama tetap tayang."
PRICE_WAITS = "Harga ini menunggu dilihat petugas karena berubah sangat jauh. Yang lama berlaku."
OF_WORDS = ("title", "category_slug", "description")


def judge(plan: Plan) -> None:
    """Decide what of a product an officer is to see."""
    before = plan.kept.values["state"] if plan.kept is not None else "draft"
    after = plan.values.get("state")
    if plan.kept is not None and before == "removed":
        if plan.changes:
            plan.refuse(plan.head, REMOVED)
        return
    if after == "removed":
        plan.refuse(plan.head, "Kolom Keadaan: diturunkan hanya oleh dinas.")
    if plan.reasons or after != "published":
        return
    if before == "published":
        _judge_change(plan)
    else:
        _judge_appearing(plan, before)


def _said(values: Values, plan: Plan) -> Said:
    options = {
        f"{one.values['option_one']} {one.values['option_two']}".strip() for one in plan.variants
    }
    story = rich_text.plain(values["description"])
    return Said(values["title"], values["category_slug"], story, tuple(sorted(options - {""})))


def _judge_appearing(plan: Plan, before: str) -> None:
    said = _said(plan.values, plan)
    held, warned = risks.of_appearing(said)
    plan.looked = Looked(held, warned, said)
    if held.hits:
        plan.values["state"] = before
        hours = min(hit.kind.hours for hit in held.hits)
        line = teller(plan, BY_KEY["state"])
        plan.warn(line, WAITS.format(why=_words(held), hours=hours))


def _judge_change(plan: Plan) -> None:
    if plan.kept is None:
        return
    _refuse_names(plan)
    kept = plan.kept.values
    looked = Looked(Risk(), Risk(), _said(plan.values, plan))
    if any(plan.values[key] != kept[key] for key in OF_WORDS):
        looked.held, looked.warned = risks.of_change(_said(kept, plan), looked.said)
    if looked.held.why:
        _hold_words(plan, looked, kept)
    _hold_prices(plan, looked)
    plan.looked = looked


def _hold_words(plan: Plan, looked: Looked, kept: Values) -> None:
    changed = [key for key in OF_WORDS if plan.values[key] != kept[key]]
    looked.proposed["words"] = {key: _typed(key, plan.values[key]) for key in changed}
    looked.was["words"] = {key: _typed(key, kept[key]) for key in changed}
    for key in changed:
        plan.values[key] = kept[key]
    plan.warn(teller(plan, BY_KEY[changed[0]]), EDIT_WAITS.format(why=_words(looked.held)))


def _hold_prices(plan: Plan, looked: Looked) -> None:
    for one in plan.variants:
        if one.kept is None or not risks.is_leap(one.kept.values["price"], one.values["price"]):
            continue
        variant = str(one.kept.id)
        looked.proposed.setdefault("prices", {})[variant] = one.values["price"]
        looked.was.setdefault("prices", {})[variant] = one.kept.values["price"]
        one.values["price"] = one.kept.values["price"]
        plan.warn(one.line, PRICE_WAITS)
    if "prices" in looked.proposed and "price" not in looked.held.why:
        looked.held.why.append("price")


def _refuse_names(plan: Plan) -> None:
    """A forbidden word in the name of a new option is refused, as on the page for one product."""
    there = {one.options for one in plan.kept.variants} if plan.kept else set()
    for one in plan.variants:
        named = f"{one.values['option_one']} {one.values['option_two']}"
        options = one.values["option_one"].casefold(), one.values["option_two"].casefold()
        hits = [h for h in found_in(plan.values["category_slug"], named) if h.kind.is_held]
        if hits and options not in there:
            plan.refuse(one.line, f"Kata {risks.words_of(hits)} tidak bisa dipakai di pilihan.")


def _typed(key: str, value: str) -> str:
    return rich_text.to_typed(value) if key == "description" else value


def _words(risk: Risk) -> str:
    words = risks.words_of(risk.hits)
    told = [risks.WHY[code] for code in risk.why if code != "words"]
    return "; ".join([f"ada kata {words}", *told] if words else told)
