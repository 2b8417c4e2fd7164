"""How names are written in Latin letters, and how alike two of them are; what reading articles and looking up share."""
