"""The verbs of the promotions room."""

from marketplace.promotions.services.clockwork import begin_and_end
from marketplace.promotions.services.collections import (
    Period,
    Said,
    edit,
    end,
    make,
    publish,
)
from marketplace.promotions.services.covers import (
    forget_cover_files,
    prepare_cover,
    remove_cover,
    set_cover,
)
from marketplace.promotions.services.items import arrange, place, step, take_out
from marketplace.promotions.services.measures import write_down
from marketplace.promotions.services.shelves import take_turns

__all__ = [
    "Period",
    "Said",
    "arrange",
    "begin_and_end",
    "edit",
    "end",
    "forget_cover_files",
    "make",
    "place",
    "prepare_cover",
    "publish",
    "remove_cover",
    "set_cover",
    "step",
    "take_out",
    "take_turns",
    "write_down",
]
