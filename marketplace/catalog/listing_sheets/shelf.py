"""Which listing of a shop the rows of a product mean."""

from dataclasses import dataclass, field

from marketplace.catalog.listing_sheets.cells import shown
from marketplace.catalog.listing_sheets.kept import KeptProduct
from marketplace.catalog.listing_sheets.plans import Plan
from marketplace.catalog.listing_sheets.products import Product, sku_in


@dataclass
class Shelf:
    """The listings of a shop that some products may mean; `taken` are those already meant."""

    products: dict[int, KeptProduct] = field(default_factory=dict)
    by_slug: dict[str, int] = field(default_factory=dict)
    by_sku: dict[str, int] = field(default_factory=dict)
    by_title: dict[str, list[int]] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)

    def put(self, kept: KeptProduct) -> None:
        """Let a listing be found."""
        self.products[kept.id] = kept
        self.by_slug[kept.slug] = kept.id
        self.by_title.setdefault(kept.values["title"].casefold(), []).append(kept.id)
        for variant in kept.offered:
            if variant.values["sku"]:
                self.by_sku[variant.values["sku"]] = kept.id

    def meant_by(self, product: Product) -> Plan:
        """An empty plan for the listing that a product means, or for a new one."""
        plan = Plan(product, reasons={n: list(r) for n, r in product.reasons.items()})
        listing_id = self._found(plan)
        if listing_id is None:
            return plan
        if (line := self.taken.setdefault(listing_id, plan.head.number)) != plan.head.number:
            plan.refuse(
                plan.head,
                f"Baris ini menunjuk produk yang sama dengan baris {line}. "
                "Beri keduanya Kode produk yang sama.",
            )
        plan.kept = self.products[listing_id]
        self._refuse_codes_of_others(plan, listing_id)
        return plan

    def _found(self, plan: Plan) -> int | None:
        product = plan.product
        by_code = self.by_slug.get(product.code.casefold())
        if by_code is not None:
            return by_code
        by_sku = sorted({self.by_sku[sku] for sku in product.skus if sku in self.by_sku})
        if by_sku:
            return by_sku[0]
        alike = self.by_title.get(product.title.casefold(), [])
        free = [one for one in alike if one not in self.taken]
        if len(free) > 1:
            plan.refuse(
                plan.head,
                f"Ada {len(free)} produk bernama {shown(product.title)} di lapak Anda. "
                "Isi SKU, atau Kode produk seperti pada hasil ekspor.",
            )
        return free[0] if len(free) == 1 else None

    def _refuse_codes_of_others(self, plan: Plan, listing_id: int) -> None:
        for line in plan.product.lines:
            sku = sku_in(line) or ""
            owner = self.by_sku.get(sku, listing_id)
            if owner != listing_id:
                title = self.products[owner].values["title"]
                plan.refuse(line, f"Kolom SKU: {sku} sudah dipakai produk {shown(title)}.")
