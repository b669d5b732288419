"""One person with one phone; she sees what a browser shows, and notices what is wrong."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


class Person:
    """Acts by visible words, as people do; each page she comes to is checked."""

    def __init__(self, name: str, page: Page, *, script: bool) -> None:
        self.name = name
        self.page = page
        self.script = script
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def goes_to(self, path: str) -> "Person":
        """Open an address of the site."""
        self.page.goto(path)
        return self.looks()

    def looks(self) -> "Person":
        """Check the page she is on: nothing sideways, no errors, nothing for axe to find."""
        self.page.wait_for_load_state("load")
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wide) <= 0, f"{self.page.url} scrolls sideways"
        if self.script:
            found = Axe().run(self.page).response["violations"]
            assert found == [], f"{self.page.url}: {summary(found)}"
        assert self.complaints == [], f"{self.page.url}: {self.complaints}"
        return self

    def presses(self, words: str, *, exact: bool = False) -> "Person":
        """Press a button or a link by its words, and look at where it leads."""
        self._named(words, exact=exact).click()
        return self.looks()

    def agrees_to(self, words: str) -> "Person":
        """Open a button that asks once more, and say yes."""
        self.page.locator("summary", has_text=words).first.click()
        return self.presses(f"Ya, {words[:1].lower()}{words[1:]}")

    def _named(self, words: str, *, exact: bool) -> Any:
        button = self.page.get_by_role("button", name=words, exact=exact)
        link = self.page.get_by_role("link", name=words, exact=exact)
        return button.or_(link).first

    def writes(self, label: str, text: str) -> "Person":
        """Fill a field by its label."""
        self.page.get_by_label(label).first.fill(text)
        return self

    def chooses(self, label: str, option: str) -> "Person":
        """Choose from a list by its label."""
        self.page.get_by_label(label).first.select_option(label=option)
        return self

    def ticks(self, label: str) -> "Person":
        """Tick a box or a radio by its label."""
        radio = self.page.get_by_role("radio", name=label)
        box = self.page.get_by_role("checkbox", name=label)
        radio.or_(box).first.check(force=True)
        return self

    def uploads(self, label: str, *files: Any) -> "Person":
        """Choose files for a field by its label."""
        self.page.get_by_label(label).first.set_input_files(list(files))
        return self

    def sees(self, *texts: str) -> "Person":
        """Expect words on the page."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(re.compile(re.escape(text)))
        return self

    def does_not_see(self, *texts: str) -> "Person":
        """Expect words nowhere on the page."""
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)
        return self


def summary(violations: list[dict[str, Any]]) -> str:
    """What axe found, a line each."""
    return "\n".join(f"{v['id']}: {v['help']} – {v['nodes'][0]['html'][:200]}" for v in violations)
