"""A buyer types into the search box: by keyboard, by finger, and with the script switched off."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from marketplace.search import services as search


@pytest.fixture
def buyer(demo_site: Any, person: Any) -> Any:
    """Sari on the front page of a street whose index stands."""
    with demo_site.app.app_context():
        search.rebuild()
    return person("Sari").goes_to("/")


def box(page: Page) -> Any:
    return page.get_by_label("Cari produk").first


def marked(page: Page) -> Any:
    """The option that the box says is the active one."""
    return page.locator(f"#{box(page).get_attribute('aria-activedescendant')}")


@pytest.mark.parametrize("script", [True], indirect=True)
def test_by_keyboard_alone(buyer: Any) -> None:
    page = buyer.page
    box(page).focus()
    page.keyboard.type("emping mel", delay=30)
    expect(page.get_by_role("option").first).to_contain_text("emping melinjo")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".search-box [role=status]")).to_contain_text("saran")
    buyer.looks()  # axe, with the list open
    assert page.get_by_role("option").count() <= 8
    page.keyboard.press("ArrowDown")
    assert marked(page).get_attribute("aria-selected") == "true"
    page.keyboard.press("End")
    last = marked(page).get_attribute("id")
    page.keyboard.press("ArrowDown")
    assert box(page).get_attribute("aria-activedescendant") is None  # back to what she types
    page.keyboard.press("ArrowUp")
    assert marked(page).get_attribute("id") == last
    page.keyboard.press("Home")
    expect(box(page)).to_have_value("emping mel")
    page.keyboard.press("Escape")
    expect(page.locator(".suggest")).to_be_hidden()
    expect(box(page)).to_have_value("emping mel")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".suggest")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=emping\+melinjo"))
    page.go_back()
    expect(page.locator(".suggest")).to_be_hidden()


@pytest.mark.parametrize("script", [True], indirect=True)
def test_by_finger(buyer: Any) -> None:
    page = buyer.page
    height = page.evaluate("document.documentElement.scrollHeight")
    box(page).tap()
    expect(page.get_by_role("group", name="Banyak dijual")).to_be_visible()
    buyer.looks()
    page.keyboard.type("emping pandeg")
    expect(page.get_by_role("option").first).to_have_text("emping di Pandeglang")
    for option in page.get_by_role("option").all():
        assert option.bounding_box()["height"] >= 44
    panel = page.locator(".suggest").bounding_box()
    assert (panel["x"], panel["width"]) == (0, 360)
    assert page.evaluate("document.documentElement.scrollHeight") == height
    page.touchscreen.tap(230, 26)  # between the name and the languages
    expect(page.locator(".suggest")).to_be_hidden()
    box(page).tap()
    page.keyboard.press("End")
    page.keyboard.type("l")
    page.get_by_role("option").first.tap()
    expect(page).to_have_url(re.compile("daerah=kabupaten-pandeglang"))


@pytest.mark.parametrize("script", [True], indirect=True)
def test_what_she_searched_for_is_kept_in_her_browser_until_she_clears_it(buyer: Any) -> None:
    page = buyer.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box(page).fill("<b>gula</b> aren")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    buyer.goes_to("/")
    asked.clear()
    box(page).tap()
    recent = page.get_by_role("group", name="Pencarian terakhir").get_by_role("option")
    expect(recent).to_have_text("<b>gula</b> aren")
    buyer.looks()
    assert not any("gula" in url for url in asked)
    page.get_by_role("button", name="Hapus pencarian terakhir").tap()
    expect(recent).to_have_count(0)
    expect(box(page)).to_be_focused()
    assert page.evaluate("localStorage.getItem('recent-searches')") is None


@pytest.mark.parametrize("script", [True], indirect=True)
def test_answers_that_come_late_or_not_at_all_take_nothing_from_her(buyer: Any) -> None:
    page = buyer.page
    page.route("**/cari/saran?q=emping", lambda route: route.abort())
    box(page).focus()
    page.keyboard.type("emping")
    page.wait_for_timeout(500)
    expect(page.locator(".suggest")).to_be_hidden()
    buyer.complaints.clear()  # the browser tells of the connection that was cut
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/cari\?q=emping$"))
    expect(page.locator(".suggest")).to_be_hidden()


@pytest.mark.parametrize("script", [False], indirect=True)
def test_without_script_it_is_a_plain_form(buyer: Any) -> None:
    page = buyer.page
    assert box(page).get_attribute("role") is None
    expect(page.locator(".suggest")).to_be_hidden()
    box(page).fill("emping melinjo")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/cari\?q=emping\+melinjo$"))
    buyer.looks().sees("Emping Melinjo")
