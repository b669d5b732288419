"""The back room of a shop: pages for its owner."""
