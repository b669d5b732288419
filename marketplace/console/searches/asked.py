"""/dinas/pencarian: searches that lead nowhere, that are hardly opened, and words known before."""

from flask import render_template, request

from marketplace.console import bp
from marketplace.search.measures import learning
from marketplace.search.teaching import taught
from marketplace.search.understanding import normalised
from marketplace.web.access import officer
from marketplace.web.pages import page_number, page_of

SIZE, SIZE_OF_KNOWN = 25, 100
LONGEST = 60
KINDS = {
    "variants": "Ejaan dan sebutan",
    "protected": "Tidak dipotong",
    "function_words": "Kata sambung",
    "synonyms": "Sama artinya",
}


@bp.get("/pencarian")
@officer("curate")
def searches() -> str:
    """Searches without results, the commonest first: each may be taught what it means."""
    number = page_number()
    found, total = learning.without_results(offset=(number - 1) * SIZE, limit=SIZE)
    page = page_of(total, SIZE, number)
    return render_template("console/searches/asked.html", found=found, page=page, seldom=False)


@bp.get("/pencarian/jarang-dibuka")
@officer("curate")
def searches_seldom_opened() -> str:
    """Searches that find something which hardly anybody opens."""
    number = page_number()
    found, total = learning.seldom_opened(offset=(number - 1) * SIZE, limit=SIZE)
    page = page_of(total, SIZE, number)
    return render_template("console/searches/asked.html", found=found, page=page, seldom=True)


@bp.get("/pencarian/bawaan")
@officer("curate")
def searches_known() -> str:
    """What the search knows without being taught, to look up before teaching it."""
    words, number = asked_words(), page_number()
    known = taught.built_in(words)
    shown = known[(number - 1) * SIZE_OF_KNOWN : number * SIZE_OF_KNOWN]
    page = page_of(len(known), SIZE_OF_KNOWN, number)
    return render_template(
        "console/searches/known.html", known=shown, page=page, q=words, kinds=KINDS
    )


def asked_words() -> str:
    """The words that a list of words is searched for."""
    return " ".join(normalised(request.args.get("q", "")[:LONGEST]).split())
