"""The demo world: invented people, shops, goods and a register, for showing and for tests."""
