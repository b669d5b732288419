"""Questions that buyers ask a shop on WhatsApp, counted where they leave the site."""
