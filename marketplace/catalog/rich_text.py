"""The few tags that a description may carry; the one door to the sanitiser."""

import html
import re

import nh3

TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li"})
_MARKED_UP = re.compile(r"</?(?:p|br|strong|em|ul|ol|li|b|i)\b[^>]*>", re.I)
_BLOCK_ENDS = re.compile(r"(?i)</(?:p|li|ul|ol)>|<br\s*/?>")


def sanitised(text: str) -> str:
    """HTML with nothing but the allowed tags, without any attribute."""
    return nh3.clean(
        text, tags=set(TAGS), attributes={}, clean_content_tags={"script", "style"}, link_rel=None
    )


def from_typed(text: str) -> str:
    """What an owner typed: her own simple tags, or plain lines made into paragraphs."""
    text = text.strip()
    if not text:
        return ""
    if _MARKED_UP.search(text):
        return sanitised(text)
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text)]
    return sanitised("".join(_paragraph(part) for part in paragraphs if part))


def to_typed(markup: str) -> str:
    """The text for an edit field: plain lines where there is nothing but paragraphs."""
    if re.search(r"(?i)<(?:strong|em|ul|ol|li)\b", markup):
        return markup
    text = re.sub(r"(?i)</p>\s*<p>", "\n\n", markup)
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"(?i)<br\s*/?>", "\n", text))).strip()


def plain(markup: str) -> str:
    """The words alone, on one line: for search and previews."""
    spaced = _BLOCK_ENDS.sub(" ", markup)
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())


def _paragraph(text: str) -> str:
    lines = text.split("\n")
    bullets = [line.strip() for line in lines]
    if len(bullets) > 1 and all(re.match(r"[-•*]\s+\S", line) for line in bullets):
        items = "".join(f"<li>{html.escape(line[1:].strip())}</li>" for line in bullets)
        return f"<ul>{items}</ul>"
    return f"<p>{'<br>'.join(html.escape(line) for line in lines)}</p>"
