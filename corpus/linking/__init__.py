"""What changed from one article to the next: positions that moved, what is new, words against events."""
