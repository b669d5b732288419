"""What is searched for is counted and written down by the worker: texts and numbers, never who."""

import threading
from datetime import timedelta

import pytest

from marketplace.clock import now, today
from marketplace.database import db
from marketplace.search import services
from marketplace.search.interface import Answer
from marketplace.search.measures import asked
from marketplace.search.measures.asked import Counter
from marketplace.search.measures.countable import countable
from marketplace.search.models import AskedQuery
from marketplace.search.services import measures
from marketplace.search.tree import Tree
from tests.at_once import at_once


class Queue(list):
    """Takes batches in place of the worker's queue, and writes them down when told to."""

    def work(self):
        db.session.rollback()
        while self:
            services.write_down(self.pop(0))


@pytest.fixture
def queue():
    return Queue()


@pytest.fixture
def counter(queue):
    return Counter(queue.append, after=3600)


def rows():
    db.session.rollback()
    return {one.text: one for one in db.session.query(AskedQuery).all()}


def found(number, **more):
    return Answer(tuple(range(number)), number, **more)


def test_counts_of_a_day_add_up_whoever_hands_them_over(app, counter, queue):
    counter.answered("q=Emping", " Emping ", found(3))
    counter.repeated(("localhost", "/cari", "q=Emping", "id"))
    counter.answered("q=emping+", "EMPING!", found(4))
    counter.hand_over()
    other = Counter(queue.append, after=3600)
    other.answered("q=emping", "emping", found(5, relaxed=True))
    other.answered(
        "q=rendang", "rendang", found(0, tree=Tree(corrections=(("rendag", "rendang"),)))
    )
    other.hand_over()
    queue.work()
    emping, rendang = rows()["emping"], rows()["rendang"]
    assert (emping.asked, emping.results, emping.without_results, emping.relaxed) == (4, 5, 0, 1)
    assert (rendang.asked, rendang.results, rendang.without_results) == (1, 0, 1)
    assert rendang.corrected == 1 and emping.day == today()


def test_clicks_are_counted_with_their_best_and_summed_rank(app, counter, queue):
    counter.answered("q=emping", "emping", found(9))
    for rank in (7, 2, None):
        counter.clicked("Emping", rank)
    counter.hand_over()
    counter.clicked("emping", 4)
    counter.hand_over()
    queue.work()
    one = rows()["emping"]
    assert (one.asked, one.clicks, one.ranked, one.rank_sum, one.best_rank) == (1, 4, 3, 13, 2)
    assert one.results == 9, "a batch without answers leaves the last one standing"


def test_a_kept_page_that_shows_no_counted_search_counts_nothing(counter, queue):
    counter.repeated(("localhost", "/cari", "q=emping&daerah=menes", "id"))
    counter.hand_over()
    assert queue == []


def test_an_answer_without_an_index_is_no_search_without_results(app, counter, queue):
    counter.answered("q=emping", "emping", Answer(degraded=True))
    counter.hand_over()
    queue.work()
    assert rows()["emping"].without_results == 0 and rows()["emping"].results is None


def test_what_was_counted_is_handed_over_by_itself():
    handed = threading.Event()
    counter = Counter(lambda batch: handed.set(), after=0.05)
    counter.answered("q=emping", "emping", found(1))
    assert handed.wait(5)


def test_a_queue_that_is_away_loses_counts_and_breaks_nothing(app, monkeypatch):
    def refuse(*_given):
        raise OSError("no queue")

    monkeypatch.setitem(app.extensions, "queue.take", refuse)
    counter = Counter(asked.jobs.handing(asked.MEASURED), after=3600)
    counter.answered("q=emping", "emping", found(1))
    counter.hand_over()
    assert rows() == {}


@pytest.mark.parametrize(
    "text",
    [
        "081234567890", "0812-3456-7890", "emping 0812 3456 7890", "+62 812 3456 789",
        "3601234567890001", "nik 3601 2345 6789 0001", "٠٨١٢٣٤٥٦٧٨٩٠", "０８１２３４５６７８９０",
        "sari@contoh.test", "sari @ contoh", "https://wa.me/62812", "www.toko.com",
        "jl. mawar no 5 rt 02", "perum griya asri 12", "",
        "   ", "!!! ???", "123", "🎁🎁", "\u202e\u200b", "a" * 81, "kue " * 30_000,
    ],
)  # fmt: skip
def test_what_may_be_a_persons_or_is_no_search_is_never_held(counter, queue, text):
    counter.answered("q=x", text, found(0))
    counter.clicked(text, 1)
    counter.repeated(("localhost", "/cari", "q=x", "id"))
    counter.hand_over()
    assert queue == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  Kripik   PISANG ", "kripik pisang"),
        ("oleh-oleh", "oleh oleh"),
        ("gula 250gr", "gula 250gr"),
        ("<script>alert(1)</script>", "script alert 1 script"),
        ("title:[a TO z]", "title a to z"),
        ("Kafé", "kafe"),
        ("jalan", "jalan"),
    ],
)
def test_a_search_is_held_in_one_form_without_signs(text, said):
    assert countable(text) == said


def test_a_flood_of_made_up_words_is_bounded_in_the_process_and_in_the_table(
    app, counter, queue, monkeypatch
):
    for n in range(5_000):
        counter.answered(f"q=kata{n}", f"kata{n}", found(0))
    assert len(counter._tallies) == asked.MOST_TEXTS
    assert len(counter._outcomes) == asked.MOST_QUESTIONS
    counter.answered("q=" + "x" * 1_000, "kata1", found(0))
    assert len(counter._outcomes) == asked.MOST_QUESTIONS, "long questions are not remembered"
    counter.hand_over()
    assert len(queue) == 1 and len(queue[0]) == asked.MOST_TEXTS
    monkeypatch.setattr(measures, "MOST_TEXTS", 100)
    queue.work()
    assert len(rows()) == 100
    known = next(iter(rows()))
    before = rows()[known].asked
    counter.answered("q=x", known, found(0))
    counter.answered("q=y", "kata baru", found(0))
    counter.hand_over()
    queue.work()
    assert rows()[known].asked == before + 1, "a full day goes on counting the words it has"
    assert "kata baru" not in rows()


@pytest.mark.parametrize("rank", [-1, 0, 1_001, 10**9])
def test_a_forged_rank_counts_as_none(app, counter, queue, rank):
    counter.clicked("emping", rank)
    counter.hand_over()
    queue.work()
    assert (rows()["emping"].clicks, rows()["emping"].ranked, rows()["emping"].rank_sum) == (
        1,
        0,
        0,
    )


def test_workers_that_write_the_same_words_at_once_lose_none(app):
    texts = [f"kata {n}" for n in range(20)]
    batches = [
        [(today().isoformat(), text, 1, 0, 0, 0, 3, 1, 1, 2, 2) for text in order]
        for order in (texts, texts[::-1]) * 4
    ]
    at_once(app, *[lambda batch=batch: services.write_down(batch) for batch in batches])
    assert {(one.asked, one.rank_sum, one.best_rank) for one in rows().values()} == {(8, 16, 2)}


def test_many_threads_that_count_at_once_lose_none(app, counter, queue):
    at_once(app, *[lambda: [counter.answered("q=a", "emping", found(1)) for _ in range(200)]] * 6)
    counter.hand_over()
    queue.work()
    assert rows()["emping"].asked == 1_200


def test_old_counts_are_forgotten_and_rare_words_earlier(app):
    def count(text, days, times):
        day = (today() - timedelta(days=days)).isoformat()
        services.write_down([(day, text, times, 0, 0, 0, 1, 0, 0, 0, None)])

    for text, days, times in (
        ("lama", 401, 9), ("sering", 200, 9), ("sekali", 91, 1), ("baru", 89, 1),
        ("dua kali", 300, 1), ("dua kali", 120, 1),
    ):  # fmt: skip
        count(text, days, times)
    assert services.forget_asked_before(now() - timedelta(days=400)) == 2
    assert set(rows()) == {"sering", "baru", "dua kali"}
