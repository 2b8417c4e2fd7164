"""Reading feeds: which addresses may be asked, how often, and what becomes of the answers."""
