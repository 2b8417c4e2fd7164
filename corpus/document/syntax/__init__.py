"""The grammar of a clause, answered once for all readers: subject, agent, object, conjuncts, negation, the verb above.

The *subject* of a verb is what its clause says something of: the passive's too, and the one that it shares with the
clause it hangs on. Its *agent* is who does it: the subject of an active verb, whoever stands behind "by" in the
passive, nobody where that is not told. Both replace a relative pronoun by what it stands for. A verb without a subject
of its own takes one from around it, by control: the object of "accused Holt of calling", the subject of "promised Holt
to leave". What goes on with a report ("said that Peru had left and called it a day") is the reporter's.
"""

from corpus.document.syntax.fronted import describes_next
from corpus.document.syntax.makers import makers_of
from corpus.document.syntax.negation import is_negated, is_nobody
from corpus.document.syntax.subjects import (
    agent_of,
    agents_of,
    is_passive,
    object_of,
    subject_of,
    subjects_of,
)
from corpus.document.syntax.words import (
    RELATIVES,
    clause_over,
    conjuncts,
    finite_over,
    has_what,
    is_beside,
    is_called,
    is_infinitive,
    is_left_out,
    is_noun,
    is_preferred,
    is_quoted_from,
    is_relative,
    is_verb,
    nouns_behind,
    says,
    verb_over,
    word_before,
    word_behind,
)

__all__ = [
    "RELATIVES",
    "agent_of",
    "agents_of",
    "clause_over",
    "conjuncts",
    "describes_next",
    "finite_over",
    "has_what",
    "is_beside",
    "is_called",
    "is_infinitive",
    "is_left_out",
    "is_negated",
    "is_nobody",
    "is_noun",
    "is_passive",
    "is_preferred",
    "is_quoted_from",
    "is_relative",
    "is_verb",
    "makers_of",
    "nouns_behind",
    "object_of",
    "says",
    "subject_of",
    "subjects_of",
    "verb_over",
    "word_before",
    "word_behind",
]
