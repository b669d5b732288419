"""What officers do with registers: look at a file, apply it, or drop it."""

from marketplace.registry.services.background import READ, READ_ANEW, bring, settle
from marketplace.registry.services.decisions import (
    apply,
    discard,
    forget_half_staged,
    forget_old_previews,
    remap,
)
from marketplace.registry.services.naming import index_names, keep_names_in_step
from marketplace.registry.services.previews import Origin, Progress, preview
from marketplace.registry.sheet import LARGEST, TOO_LARGE

__all__ = [
    "LARGEST",
    "READ",
    "READ_ANEW",
    "TOO_LARGE",
    "Origin",
    "Progress",
    "apply",
    "bring",
    "discard",
    "forget_half_staged",
    "forget_old_previews",
    "index_names",
    "keep_names_in_step",
    "preview",
    "remap",
    "settle",
]
