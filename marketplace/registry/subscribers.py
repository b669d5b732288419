"""What the worker does for the register by the clock."""

from marketplace.clock import now
from marketplace.events import Event, on
from marketplace.jobs import every_minute
from marketplace.registry import services
from marketplace.registry.tables import BY_KIND


@every_minute
def forget_old_previews() -> None:
    """Files that nobody decided on are not kept for ever."""
    services.forget_old_previews(now())


@every_minute
def forget_half_staged() -> None:
    """What a process left behind that died in the middle is nobody's."""
    services.forget_half_staged(now())


@on("registry.applied")
def read_new_names(_event: Event) -> None:
    """Records are proposed by their names as soon as the worker has read them."""
    for kind in BY_KIND:
        services.index_names(kind)


@every_minute
def keep_names_in_step() -> None:
    """Whatever changed the register, its names are read within the minute."""
    services.keep_names_in_step()
