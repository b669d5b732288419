"""Paper: cards and sheets as PDF, drawn with vectors and a font of our own."""
