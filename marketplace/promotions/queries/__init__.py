"""Questions to the promotions room; nothing here changes anything."""
