"""Templates: each belongs to the face that renders it, and brings no script or style."""

import ast
import re

from tests.house_rules.code import ROOT, Module, modules

TEMPLATES = ROOT / "templates"
# Folders that several faces share, and which code may render from them.
SHARED = ("layouts/", "components/", "mail/", "errors/", "accounts/")


def rendered(module: Module) -> list[tuple[int, str]]:
    """The templates that a module names, with the line."""
    return [
        (node.lineno, node.value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[\w/-]+\.html|mail/[\w-]+\.txt", node.value)
    ]


def strangers(module: Module) -> list[str]:
    """Templates named by a module of another face, or that do not exist."""
    breaches = []
    for line, name in rendered(module):
        own = name.startswith((f"{module.part}/", *SHARED))
        if not own or not (TEMPLATES / name).exists():
            breaches.append(f"{module.name}:{line} {name}")
    return breaches


def unsafe(text: str) -> list[str]:
    """What the content security policy would block, or what escapes escaping."""
    patterns = {
        "inline style": r"\sstyle\s*=",
        "inline handler": r"\son[a-z]+\s*=\s*[\"']",
        "inline script": r"<script(?![^>]*\b(src|type=\"application/ld\+json\"))",
        "style block": r"<style\b",
        "unescaped": r"\|\s*safe\b",
        "address from elsewhere": r"(src|href)=\"(https?:)?//(?!wa\.me)",
    }
    return [kind for kind, pattern in patterns.items() if re.search(pattern, text)]


def test_each_template_is_rendered_by_its_own_face():
    assert [b for module in modules() for b in strangers(module)] == []


def lying(templates: dict[str, str], named: set[str]) -> set[str]:
    """Templates, by their path and text, that no module and no other template names."""
    used = re.compile(r"[\"']([\w/-]+\.(?:html|txt))[\"']")
    for path, text in templates.items():
        # A component names itself in the comment that shows how it is used.
        bare = re.sub(r"\{#.*?#\}", "", text, flags=re.S)
        named = named | {name for name in used.findall(bare) if name != path}
    return set(templates) - named


def test_no_template_lies_unused():
    named = {name for module in modules() for _, name in rendered(module)}
    texts = {
        str(path.relative_to(TEMPLATES)): path.read_text(encoding="utf-8")
        for path in TEMPLATES.rglob("*.*")
    }
    assert lying(texts, named) == set()


def test_templates_bring_no_script_or_style():
    wrong = {
        str(path.relative_to(TEMPLATES)): found
        for path in TEMPLATES.rglob("*.html")
        if (found := unsafe(path.read_text(encoding="utf-8")))
    }
    assert wrong == {}


def asks_the_request(text: str) -> bool:
    """Whether a component looks past its arguments."""
    return bool(re.search(r"\brequest\.|url_for\(", text))


def out_of_layer(text: str, *, may_shout: bool = False) -> list[str]:
    """What a stylesheet does to the others; `may_shout` is for the reset."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    selectors = re.sub(r"\{[^{}]*\}", "{}", text)
    breaches = {
        "!important": "!important" in text and not may_shout,
        "id in a selector": re.search(r"(^|[\s,>+~])#[a-zA-Z][\w-]*\s*[\s,{:>]", selectors),
        "no layer": "@layer" not in text,
    }
    return [breach for breach, found in breaches.items() if found]


def test_components_know_no_request():
    components = (TEMPLATES / "components").glob("*.html")
    assert [p.name for p in components if asks_the_request(p.read_text(encoding="utf-8"))] == []


def test_styles_stay_in_their_layer():
    wrong = {
        path.name: found
        for path in (ROOT / "static" / "css").rglob("*.css")
        if (
            found := out_of_layer(
                path.read_text(encoding="utf-8"), may_shout=path.name == "reset.css"
            )
        )
    }
    assert wrong == {}


def test_the_rules_see_a_breach():
    assert unsafe('<p style="color:red">') == ["inline style"]
    assert unsafe("<script>alert(1)</script>") == ["inline script"]
    assert unsafe('<a onclick="x()">') == ["inline handler"]
    assert unsafe("{{ title|safe }}") == ["unescaped"]
    wrong = Module("marketplace.console.x", 'render_template("storefront/home.html")')
    missing = Module("marketplace.console.x", 'render_template("console/none.html")')
    assert strangers(wrong) and strangers(missing)
    assert asks_the_request("{{ url_for('storefront.home') }}")
    assert asks_the_request("{{ request.path }}") and not asks_the_request("{{ href }}")
    assert out_of_layer("#top { color: red !important }") == [
        "!important",
        "id in a selector",
        "no layer",
    ]
    shown = {"a/b.html": '{# "a/b.html" #}', "a/c.html": "{% include 'a/d.html' %}", "a/d.html": ""}
    assert lying(shown, {"a/c.html"}) == {"a/b.html"}
