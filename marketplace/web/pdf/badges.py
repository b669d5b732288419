"""A badge on paper: a card of A6 for the counter, a sheet of A4 with 24 stickers."""

from dataclasses import dataclass

from marketplace.web.pdf.paper import KUNYIT_MIST, SEA, SEA_MIST, SOFT, WHITE, Paper

NO_MONEY = "Dinas tidak pernah meminta uang."
A6, A4 = (105.0, 148.0), (210.0, 297.0)
ACROSS, DOWN = 3, 8


@dataclass(frozen=True)
class Printed:
    """What stands on the paper; `address` leads to the proof, `where` is its beginning in words."""

    site: str
    shop: str
    says: str
    office: str
    until: str
    code: str
    address: str
    where: str

    @property
    def spelled(self) -> str:
        """The code in groups of four, as people read it to each other."""
        return " ".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))


def card(one: Printed) -> bytes:
    """An A6 card, upright: whose, what is verified, the code to scan, and until when."""
    width, height = A6
    paper = Paper(width, height, f"Lencana {one.shop}")
    paper.box(0, 0, width, 17, SEA)
    paper.words(one.site, 9, 4.6, 55, 15, bold=True, colour=WHITE, least=8)
    paper.words("Terverifikasi dinas", 60, 5.6, 36, 9.5, colour=WHITE, centred=True)
    paper.tick(9, 22.5, 9)
    below = paper.words(one.shop, 22, 21.5, width - 31, 17, bold=True, lines=2, least=10)
    below = max(below, 32.5)
    room = width - 18
    below = paper.words(
        one.says, 9, below + 1.2, room, 11.5, colour=SEA, bold=True, lines=2, least=8
    )
    below = max(below, 42.0)
    side = 55.0
    paper.box((width - side) / 2 - 1.5, below + 1, side + 3, side + 3, SEA_MIST, round_=3)
    paper.code(one.address, (width - side) / 2, below + 2.5, side)
    below += side + 6
    below = paper.words(one.spelled, 9, below, room, 21, bold=True, centred=True)
    paper.words(f"Cek di {one.where}", 9, below, room, 10.5, centred=True, least=6)
    below = max(below + 7.5, 122)
    below = paper.words(
        one.office, 9, below, room, 9, colour=SOFT, centred=True, lines=2, least=6.5
    )
    paper.words(f"Berlaku sampai {one.until}", 9, below, room, 9.5, bold=True, centred=True)
    paper.box(0, height - 12, width, 12, KUNYIT_MIST)
    paper.words(NO_MONEY, 9, height - 8.8, room, 10.5, bold=True, centred=True)
    return paper.bytes()


def stickers(one: Printed) -> bytes:
    """An A4 sheet of 3 by 8 stickers, 70 by 37 mm, with lines to cut along."""
    width, height = A4
    paper = Paper(width, height, f"Stiker lencana {one.shop}")
    wide, high = width / ACROSS, height / DOWN
    for across in range(1, ACROSS):
        paper.line(across * wide, 0, across * wide, height)
    for down in range(1, DOWN):
        paper.line(0, down * high, width, down * high)
    for down in range(DOWN):
        for across in range(ACROSS):
            _sticker(paper, one, across * wide, down * high, wide)
    return paper.bytes()


def _sticker(paper: Paper, one: Printed, x: float, y: float, wide: float) -> None:
    paper.code(one.address, x + 2.5, y + 4.5, 28)
    left, room = x + 31.5, wide - 34.5
    paper.tick(left, y + 5, 4.4)
    paper.words("Terverifikasi dinas", left + 5.6, y + 5.4, room - 5.6, 7.5, bold=True, colour=SEA)
    below = paper.words(one.shop, left, y + 10.6, room, 8.5, bold=True, lines=2, least=6.5)
    paper.words(one.says, left, below + 0.2, room, 6.5, lines=2, least=5.5, colour=SOFT)
    paper.words(one.spelled, left, y + 24.2, room, 9, bold=True)
    paper.words(f"Cek di {one.where}", left, y + 28.3, room, 6.5, least=4.5)
    paper.words(f"Sampai {one.until}", left, y + 31, room, 6, colour=SOFT)
