"""What buyers ask for: questions to a shop on WhatsApp, and wishes for what nobody lists yet."""
