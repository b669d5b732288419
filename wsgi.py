"""The application as WSGI servers and the `flask` command find it."""

import gc

from marketplace import create_app

app = create_app()

# What lives as long as the process is not looked through again and again for garbage.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 10)
