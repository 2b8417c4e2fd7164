"""Names in any spelling or script: how alike two are, and whom a typed one means."""
