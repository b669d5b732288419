"""Listings as a sheet: one row for each variant, read, compared with what is kept, and written.

Nothing here changes a record: `services/listing_imports` does.
"""
