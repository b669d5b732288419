"""What people report, what officers decide about listings and shops, and who appeals."""
