"""Who may call which address. The order of people is that of `world.ROLES`:

anonymous, buyer, another shop's member, officer of another kab/kota, administrator,
the shop's member, the officer who decides here.
"""

Y, N, H, S, B = "yes", "no", "hidden", "sign in", "open a shop"

EVERYBODY = (Y, Y, Y, Y, Y, Y, Y)
SIGNED_IN = (S, Y, Y, Y, Y, Y, Y)
# Half-way through signing in: these two pages send everybody back who is not.
HALF_WAY = (S, S, S, S, S, S, S)
# One's own: the buyer's, which nobody else finds, whatever she is.
HER_OWN = (S, Y, H, H, H, H, H)
ANY_MEMBER = (S, B, Y, B, B, Y, B)
THIS_MEMBER = (S, B, H, B, B, Y, B)
ANY_OFFICER = (S, N, N, Y, Y, N, Y)
ANY_DUTY = (S, N, N, Y, N, N, Y)
THIS_DUTY = (S, N, N, H, N, N, Y)
# An administrator looks at every shop; an officer at those of her own kab/kota.
THIS_OFFICE = (S, N, N, H, Y, N, Y)
# Help with people's own data: the duty, or the whole site, wherever the person lives.
HELPS = (S, N, N, Y, Y, N, Y)
ADMINISTRATOR = (S, N, N, N, Y, N, N)

TABLE: dict[str, tuple[str, ...]] = {}


def rows(answers: tuple[str, ...], *addresses: str) -> None:
    for address in addresses:
        endpoint, _, methods = address.partition(" ")
        for method in (methods or "GET").split():
            TABLE[f"{method} {endpoint}"] = answers
