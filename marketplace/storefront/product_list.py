"""A list of products as a page shows it: cards, filters, and what to try when there are none."""

from dataclasses import dataclass, field

from markupsafe import Markup

from marketplace.catalog import categories
from marketplace.catalog import queries as catalog
from marketplace.search import queries as search
from marketplace.search.interface import Answer
from marketplace.storefront import filter_choices
from marketplace.storefront.cards import of_list
from marketplace.storefront.product_filters import PAGE_SIZE, RESULTS, Asked
from marketplace.storefront.wish_form import WishForm, for_search
from marketplace.web.pages import Page, page_of

WISH = "/permintaan"


@dataclass(frozen=True, slots=True)
class ProductList:
    """What the templates of lists need, worked out."""

    asked: Asked
    answer: Answer
    cards: list[Markup]
    page: Page
    near: search.Near | None = None
    near_cards: list[catalog.Card] = field(default_factory=list)

    @property
    def is_past_the_end(self) -> bool:
        """Whether the list is shorter than the page asked for."""
        return self.answer.total > 0 and self.asked.page > self.page.pages

    @property
    def status(self) -> int:
        """404 for a page that does not exist; an empty list is a page like any other."""
        return 404 if self.is_past_the_end else 200

    @property
    def first_rank(self) -> int:
        """The rank of the first card; 0 where more than the words chose or ordered them."""
        chosen = self.asked.sort or self.asked.query().is_filtered
        return 0 if chosen else PAGE_SIZE * (self.asked.page - 1) + 1

    @property
    def groups(self) -> list[filter_choices.Group]:
        """Filters with counts."""
        return filter_choices.groups(self.asked, self.answer)

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Filters in use."""
        return filter_choices.chips(self.asked)

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Ways to sort."""
        return filter_choices.sorts(self.asked)

    @property
    def related(self) -> list[categories.Category]:
        """Groups worth a look when there is nothing."""
        return filter_choices.related(self.asked, self.near.answer if self.near else None)

    @property
    def wish(self) -> WishForm:
        """The form that asks for what is not there."""
        return for_search(self.asked, self.near.answer if self.near else None)

    @property
    def wish_url(self) -> str:
        """Where the same is asked for, since it may not be what was found."""
        return WISH + self.asked.url().removeprefix(RESULTS)


def look(asked: Asked) -> ProductList:
    """Find, and when nothing is there, find what comes closest; two statements at most."""
    query = asked.query()
    answer = search.find(query)
    cards = of_list(answer.ids)
    page = page_of(answer.total, PAGE_SIZE, asked.page)
    if answer.total:
        return ProductList(asked, answer, cards, page)
    near = search.near(query)
    near_cards = catalog.cards(near.answer.ids[:12]) if near else []
    return ProductList(asked, answer, cards, page, near if near_cards else None, near_cards)
