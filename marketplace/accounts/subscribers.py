"""What the accounts room does by the clock."""

from marketplace.accounts import services
from marketplace.clock import now
from marketplace.jobs import every_minute


@every_minute
def forget_what_is_over() -> None:
    """Forget links, requests and sessions whose time has passed."""
    services.forget_what_is_over(now())
