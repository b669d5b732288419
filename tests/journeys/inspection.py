"""What is held against every page in a real browser: read once by script, judged in Python."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.person import summary

ENGLISH = re.compile(
    r"\b(the|and|your|please|submit|cancel|delete|search|password|login|sign in|loading|"
    r"not found|error|none|null|undefined|true|false|required|choose file)\b",
    re.IGNORECASE,
)
CONTRAST = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
}

LOOK = """() => {
  const seen = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const small = [...document.querySelectorAll(
      'a[href], button, summary, select, input:not([type=hidden]), textarea')]
    .filter((e) => seen(e) && !e.closest('.visually-hidden, .skip'))
    .filter((e) => !(getComputedStyle(e).display === 'inline' && e.closest('p, li, dd, td, label')))
    .map((e) => [e, (e.closest('label') || e).getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height && (box.width < 24 || box.height < 24))
    .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${box.width}x${box.height}`);
  return {
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: document.querySelectorAll('h1').length,
    words: document.title + ' ' + document.body.innerText,
    small,
  };
}"""
# Pictures below the fold wait for the reader; asked for now, they must come.
PICTURES = """async () => {
  const images = [...document.images].filter((i) => i.checkVisibility());
  images.forEach((i) => { i.loading = 'eager'; });
  await Promise.all(images.map((i) => i.decode().catch(() => null)));
  return images.filter((i) => !i.naturalWidth).map((i) => i.currentSrc || i.src);
}"""


def complaints_at(page: Page) -> list[str]:
    """What is wrong with a page as it stands at this width, short of what axe finds."""
    seen = page.evaluate(LOOK)
    wrong = [f"target too small: {one}" for one in seen["small"]]
    if seen["sideways"] > 0:
        wrong.append(f"scrolls sideways by {seen['sideways']} px")
    if seen["headings"] != 1:
        wrong.append(f"{seen['headings']} h1")
    wrong += [f"English: {word}" for word in set(ENGLISH.findall(seen["words"]))]
    return wrong


def broken_pictures(page: Page) -> list[str]:
    """Pictures that did not come."""
    return [f"picture did not load: {src}" for src in page.evaluate(PICTURES)]


def found_by_axe(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """What axe finds, a line each."""
    options = options or {"resultTypes": ["violations"]}
    violations = Axe().run(page, options=options).response["violations"]
    return summary(violations).splitlines()
