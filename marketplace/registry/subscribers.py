"""What the worker does for the register by the clock."""

from marketplace.clock import now
from marketplace.jobs import every_minute
from marketplace.registry import services


@every_minute
def forget_old_previews() -> None:
    """Files that nobody decided on are not kept for ever."""
    services.forget_old_previews(now())


@every_minute
def forget_half_staged() -> None:
    """What a process left behind that died in the middle is nobody's."""
    services.forget_half_staged(now())
