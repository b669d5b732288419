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


def named_after_views() -> set[str]:
    """Templates that bear the name of a view of their face, or of the mail that it sends."""
    words: dict[str, set[str]] = {}
    for module in modules():
        names = {node.name for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)}
        names |= {
            node.value
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        words.setdefault(module.part, set()).update(names)
    return {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.*")
        for part in [path.relative_to(TEMPLATES).parts[0]]
        if path.stem in words.get("accounts" if part == "mail" else part, set())
    }


def test_no_template_lies_unused():
    named = {name for module in modules() for _, name in rendered(module)}
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.*")]
    named |= {
        name for text in texts for name in re.findall(r"[\"']([\w/-]+\.(?:html|txt))[\"']", text)
    }
    lying = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*")} - named
    # Components are a kit: the styles beside them keep each in use by the design's own pages.
    assert {name for name in lying if not name.startswith("components/")} == set()


def test_templates_bring_no_script_or_style():
    wrong = {
        str(path.relative_to(TEMPLATES)): found
        for path in TEMPLATES.rglob("*.html")
        if (found := unsafe(path.read_text(encoding="utf-8")))
    }
    assert wrong == {}


def test_components_know_no_request():
    wrong = [
        path.name
        for path in (TEMPLATES / "components").glob("*.html")
        if re.search(r"\brequest\.|url_for\(", path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_styles_stay_in_their_layer():
    wrong = []
    for path in (ROOT / "static" / "css").rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        selectors = re.sub(r"\{[^{}]*\}", "{}", text)
        if "!important" in text and path.name != "reset.css":
            wrong.append(f"{path.name}: !important")
        if re.search(r"(^|[\s,>+~])#[a-zA-Z][\w-]*\s*[\s,{:>]", selectors):
            wrong.append(f"{path.name}: id in a selector")
        if "@layer" not in text:
            wrong.append(f"{path.name}: no layer")
    assert wrong == []


def test_the_rules_see_a_breach():
    assert unsafe('<p style="color:red">') == ["inline style"]
    assert unsafe("<script>alert(1)</script>") == ["inline script"]
    assert unsafe('<a onclick="x()">') == ["inline handler"]
    assert unsafe("{{ title|safe }}") == ["unescaped"]
    wrong = Module("marketplace.console.x", 'render_template("storefront/home.html")')
    missing = Module("marketplace.console.x", 'render_template("console/none.html")')
    assert strangers(wrong) and strangers(missing)
