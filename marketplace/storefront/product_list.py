"""A list of products as a page shows it: cards, filters, and what to try when there are few."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from markupsafe import Markup

from marketplace.catalog import categories
from marketplace.places import queries as places
from marketplace.search import queries as search
from marketplace.search.interface import Answer
from marketplace.storefront import explained as explaining
from marketplace.storefront import filter_choices
from marketplace.storefront.cards import of_list
from marketplace.storefront.filter_chips import Chip, chips
from marketplace.storefront.product_filters import PAGE_SIZE, RESULTS, Asked
from marketplace.storefront.understood import Understood, counted
from marketplace.storefront.wish_form import WishForm, for_search
from marketplace.web.pages import Page, page_of

WISH = "/permintaan"
FEW = 3  # with so few, what comes close is shown as well
MOST_NEAR = 12


@dataclass(frozen=True)
class ProductList:
    """What the templates of lists need, worked out."""

    asked: Asked
    answer: Answer
    cards: list[Markup]
    page: Page
    near: search.Near | None = None
    near_cards: tuple[Markup, ...] = ()
    explained: list[explaining.Result] = field(default_factory=list)

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
        asked = self.asked
        chosen = asked.sort or asked.is_filtered or asked.as_words or asked.literal
        return 0 if chosen else PAGE_SIZE * (asked.page - 1) + 1

    @cached_property
    def counted(self) -> str:
        """How many there are, in words."""
        return counted(self.answer)

    @cached_property
    def understood(self) -> Understood:
        """What was made of the words."""
        return Understood(self.asked, self.answer)

    @property
    def groups(self) -> list[filter_choices.Group]:
        """Filters with counts."""
        return filter_choices.groups(self.asked, self.understood.with_its_places(), self.answer)

    @property
    def chips(self) -> list[Chip]:
        """Filters in use."""
        return chips(self.asked, self.answer.reading)

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Ways to sort."""
        return filter_choices.sorts(self.asked)

    @property
    def related(self) -> list[categories.Category]:
        """Groups worth a look when there is nothing."""
        return filter_choices.related(self.asked, self.near.answer if self.near else None)

    @property
    def explaining_url(self) -> str:
        """Where an officer reads why the results stand so; empty for everybody else."""
        if self.explained or not explaining.for_officer():
            return ""
        here = self.page.url(self.page.number)
        return f"{here}{'&' if '?' in here else '?'}{explaining.ASKED}=1"

    @property
    def wish(self) -> WishForm:
        """The form that asks for what is not there, where the words say that it should be."""
        return for_search(self._wished, self.near.answer if self.near else None)

    @property
    def wish_url(self) -> str:
        """Where the same is asked for, since it may not be what was found."""
        return WISH + self._wished.url().removeprefix(RESULTS)

    @property
    def _wished(self) -> Asked:
        """What is asked for, with the place that the words name as a place."""
        asked, reading = self.asked, self.answer.reading
        if reading and (place := places.by_code(reading.named[0])):
            return replace(asked, text=reading.words, places=asked.places or (place.slug,))
        return asked


def look(asked: Asked) -> ProductList:
    """Find, and when little is there, find what comes closest; two statements for cards at most."""
    query = replace(asked.query(), explained=explaining.wanted())
    answer = search.find(query)
    cards = of_list(answer.ids)
    page = page_of(answer.total, PAGE_SIZE, asked.page)
    is_short = not answer.total or (answer.total <= FEW and bool(asked.text) and asked.page == 1)
    near = search.near(query, answer) if is_short else None
    near_cards = of_list(near.ids[:MOST_NEAR], first=False) if near else []
    why = explaining.results(answer, asked.page)
    return ProductList(
        asked, answer, cards, page, near if near_cards else None, tuple(near_cards), why
    )
