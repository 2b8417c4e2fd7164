"""What is kept of all articles at once: it follows from their rows, and is brought up to date with each of them."""
