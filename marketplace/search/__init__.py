"""The search room: one interface, one file per engine, and words understood the same way by all."""
