"""Shops, the people who keep them, their claims on registry records, and the badges they earn."""
