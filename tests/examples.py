"""How widely property tests search for examples."""

from hypothesis import settings

# The same examples each time, so that a red run means a change; `make proof` searches anew.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", max_examples=2000, deadline=None)
settings.load_profile("steady")
