"""What is shown in which place and why: collections, shelves, and a fair turn for everybody."""
