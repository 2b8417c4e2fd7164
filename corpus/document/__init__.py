"""The article as everything else reads it: the parse, the marks, who is named, and when.

Import from the modules themselves: what only needs quotation marks shall not load what reads articles.
"""
