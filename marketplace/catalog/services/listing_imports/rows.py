"""The rows of an import as they are kept between looking and applying."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from marketplace.catalog.listing_sheets.plans import Plan
from marketplace.catalog.listing_sheets.products import Product
from marketplace.catalog.listing_sheets.reading import Line
from marketplace.catalog.models import ListingImportRow
from marketplace.database import db

TOGETHER = "Baris lain dari produk ini belum benar (baris {lines}). Produk diterapkan utuh."


def of_plan(plan: Plan, number: int) -> Iterator[dict[str, Any]]:
    """What is kept of each row of a product; `number` tells the product from others."""
    title = plan.product.title or (plan.kept.values["title"] if plan.kept else "")
    for line in plan.product.lines:
        cells = dict(line.cells)
        if plan.kept is not None:
            # So that a row which went on with the one above still names its product alone.
            cells.setdefault("code", plan.kept.slug)
        yield {
            "line": line.number,
            "product": number,
            "title": title,
            "cells": cells,
            **outcome_of(plan, line),
        }


def outcome_of(plan: Plan, line: Line) -> dict[str, Any]:
    """What a row would do, or did."""
    changes = plan.changes.get(line.number, [])
    outcome = plan.outcome
    if outcome == "changed" and not changes:
        outcome = "unchanged"
    refused = outcome == "refused"
    return {
        "outcome": outcome,
        "reasons": _reasons(plan, line),
        "warnings": [] if refused else plan.warnings.get(line.number, []),
        "changes": [] if refused else [list(change) for change in changes],
        "count_left": not refused and line.number in plan.counts_left,
        "stock_there": plan.counts_left.get(line.number),
    }


def _reasons(plan: Plan, line: Line) -> list[str]:
    if not plan.reasons or line.number in plan.reasons:
        return plan.reasons.get(line.number, [])
    wrong = ", ".join(str(number) for number in sorted(plan.reasons)[:5])
    return [TOGETHER.format(lines=wrong)]


def forget(import_ids: Sequence[int]) -> None:
    """Delete the rows of imports."""
    db.session.execute(
        sa.delete(ListingImportRow).where(ListingImportRow.import_id.in_(list(import_ids)))
    )


def waiting_products(import_id: int, limit: int) -> list[int]:
    """The numbers of products that are still to be applied, in their order."""
    row = ListingImportRow
    wanted = sa.select(row.product).where(row.import_id == import_id, ~row.done)
    return list(db.session.scalars(wanted.distinct().order_by(row.product).limit(limit)))


def done_count(import_id: int) -> int:
    """How many rows are done."""
    row = ListingImportRow
    wanted = sa.select(sa.func.count()).where(row.import_id == import_id, row.done)
    return db.session.scalar(wanted) or 0


def products(import_id: int, numbers: Iterable[int], *, takes_counts: bool) -> dict[int, Product]:
    """The products of these numbers as the file told them, those applied meanwhile left out.

    With `takes_counts`, a count without a count seen stands for the one that the preview showed.
    """
    row = ListingImportRow
    wanted = sa.select(row).where(
        row.import_id == import_id, row.product.in_(list(numbers)), ~row.done
    )
    found: dict[int, Product] = {}
    for one in db.session.scalars(wanted.order_by(row.line)):
        product = found.setdefault(one.product, Product())
        cells = dict(one.cells)
        if takes_counts and one.stock_there is not None:
            cells.setdefault("stock_seen", str(one.stock_there))
        line = Line(one.line, cells)
        product.lines.append(line)
        if one.outcome == "refused":
            product.reasons[line.number] = list(one.reasons)
    return found


def taken(import_id: int) -> dict[int, int]:
    """The listings that applied rows meant, with the first row of each."""
    row = ListingImportRow
    meant = (
        sa.select(row.listing_id, sa.func.min(row.line))
        .where(row.import_id == import_id, row.listing_id.is_not(None))
        .group_by(row.listing_id)
    )
    return {listing_id: line for listing_id, line in db.session.execute(meant) if listing_id}


def finish(import_id: int, plans: Sequence[tuple[Plan, int | None]]) -> None:
    """Note what became of the rows of some products, and which listing each meant."""
    told = [
        {
            "b_import": import_id,
            "b_line": line.number,
            "listing_id": listing_id,
            "done": True,
            **outcome_of(plan, line),
        }
        for plan, listing_id in plans
        for line in plan.product.lines
    ]
    row = ListingImportRow
    fields = [key for key in told[0] if not key.startswith("b_")] if told else []
    if told:
        db.session.connection().execute(
            sa.update(row)
            .where(
                row.import_id == sa.bindparam("b_import"),
                row.line == sa.bindparam("b_line"),
            )
            .values({name: sa.bindparam(name) for name in fields}),
            told,
        )
