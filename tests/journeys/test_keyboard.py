"""A buyer without a mouse: by Tab and Enter alone, from the first page to a question."""

from playwright.sync_api import Page, expect

MOST_STOPS = 120
# A mark of focus is whatever goes away from it, or from what is around it, when it loses the focus.
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const label = one.closest('label') || document.querySelector(`label[for="${one.id || '-'}"]`);
  const around = [one, one.parentElement, one.parentElement.parentElement, label,
                  one.nextElementSibling].filter(Boolean);
  const looks = () => around.map((e) => getComputedStyle(e))
    .map((s) => s.outlineStyle + s.outlineWidth + s.boxShadow + s.borderColor).join();
  const focused = looks();
  one.blur();
  const marked = looks() !== focused;
  one.focus({preventScroll: true});
  const said = one.getAttribute('aria-label') || one.innerText || (label && label.innerText);
  return {
    words: (said || one.value || '').replace(/\\s+/g, ' ').trim(),
    place: one.outerHTML.slice(0, 120),
    marked,
    visible: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


def tabs_to(page: Page, words: str) -> None:
    """Press Tab until something with these words has the focus; each stop must be seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            continue
        assert stop["marked"], f"{page.url}: no mark of focus on {stop}"
        assert stop["visible"], f"{page.url}: focus out of sight on {stop}"
        if words in stop["words"]:
            return
    raise AssertionError(f"{page.url}: Tab never came to {words!r}")


def test_a_buyer_asks_by_keyboard_alone(demo_site, person, whatsapp):
    sari = person("Sari", width=1280)
    page = sari.page
    page.goto(demo_site.url)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["words"] == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
    page.goto(demo_site.url)
    tabs_to(page, "Cari produk")
    page.keyboard.type("emping melinjo mentah")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("emping melinjo mentah")
    tabs_to(page, "Emping Melinjo Mentah Super Menes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Emping Melinjo Mentah Super Menes")
    tabs_to(page, "Tanya di WhatsApp")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "text=" in url)
    assert whatsapp.asked[-1].startswith("/6281200000111")
