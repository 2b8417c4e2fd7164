"""What is said of a quotation that was checked: its verdict in a few words, and what that means."""

from collections.abc import Iterable, Iterator, Sequence

from corpus.asking.checked import Checked, others_named
from corpus.excerpts import short
from corpus.models import QuoteKind
from corpus.quote_check import FRAGMENT, Change, Finding, Match, Verdict, in_capitals, in_title_case, words_of
from handlers.blocks.quote_card import speaker
from handlers.blocks.text import counted, listed
from handlers.texts import say

DIFFERENCES = 8


def verdict(checked: Checked) -> str:
    """The verdict in a few words, never a better one than the whole of it."""
    finding = checked.finding
    speaker_differs = say("check_speaker") if finding.matches and _other_speaker(checked) else ""
    return f"{_of_the_words(finding)}{speaker_differs}"


def _of_the_words(finding: Finding) -> str:
    if finding.verdict is not Verdict.VERBATIM:
        return say(f"verdict_{finding.verdict.name.lower()}")
    first = finding.matches[0]
    told = [
        *([f"cut behind “{short(first.denied)}”"] if first.denied else []),
        *([say("from_inside")] if not first.row.stands_alone else []),
        *([say("words_put_in")] if first.inserted else []),
        *([say("words_left_out")] if first.left_out else []),
        *([say("from_separate")] if first.joined else []),
        *([say("set_in_capitals")] if in_capitals(finding.draft) and not in_capitals(first.words) else []),
        *([say("set_in_title_case")] if in_title_case(finding.draft) and not in_title_case(first.words) else []),
        *(["punctuated otherwise"] if first.marks_differ else []),
    ]
    return ", ".join([say(f"verdict_{finding.verdict.name.lower()}"), *([listed(told)] if told else [])])


def explained(checked: Checked) -> str:
    """What the verdict means for this quotation, in whole sentences."""
    finding = checked.finding
    if not finding.matches:
        return say("not_in_corpus" if finding.verdict is Verdict.NOT_FOUND else "too_common")
    many = len(finding.matches) if len(words_of(finding.draft)) <= FRAGMENT else 0
    few = say("few_words", places=counted(many, "place")) if many > 1 else ""
    told = [few, *_remarks(finding.matches[0]), _other_speaker(checked)]
    return " ".join(sentence for sentence in told if sentence) or say("very_words")


def _remarks(match: Match) -> Iterator[str]:
    quote = match.row.quote
    if quote.kind is QuoteKind.INDIRECT:
        yield say("reports_in_own_words")
        yield say("words_differ_too") if match.changes else ""
        yield say("in_marks_of_nobody") if match.in_marks else ""
        yield say("only_in_marks", words=_in_marks(match.fragments)) if match.fragments else ""
    elif match.joined:
        yield say("separate_quotations")
    elif match.changes:
        yield f"The message {_differences(match.changes)}."
    elif not match.whole:
        yield say("part_of_longer")
    if match.left_out:
        yield say("source_has_more", words=_in_marks(match.left_out))
    if match.inserted:
        yield say("brackets_are_ours", words=_in_marks(match.inserted))
    if match.marks_differ:
        yield say("punctuation_differs")
    if match.denied:
        yield say("stands_before", words=short(match.denied))
    if quote.kind is not QuoteKind.INDIRECT and not match.row.stands_alone:
        whose = match.row.around and match.row.around.speaker_name
        yield say("quoted_inside", whose=f" of {short(whose)}" if whose else "")


def _in_marks(words: Sequence[str]) -> str:
    shown = [f"“{short(one)}”" for one in words[:3]]
    return listed([*shown, counted(len(words) - 3, "more piece")] if len(words) > 3 else shown)


def _differences(changes: Iterable[Change]) -> str:
    """The differences in words, for those who do not see which are bold and which are struck out."""
    told = [_difference(change) for change in changes if change.kind not in ("same", "left out")]
    rest = len(told) - DIFFERENCES
    return listed(told[:DIFFERENCES] + ([counted(rest, "more difference")] if rest > 0 else []))


def _difference(change: Change) -> str:
    mine, theirs = short(change.draft), short(change.source)
    if not theirs:
        return f"adds “{mine}”"
    return say("has_where", mine=mine, theirs=theirs) if mine else f"leaves out “{theirs}”"


def _other_speaker(checked: Checked) -> str:
    """That the message names somebody else; "" where it names the speaker, or nobody."""
    others = others_named(checked)
    if not others:
        return ""
    quote = checked.finding.matches[0].row.quote
    who = short(quote.speaker_name) if checked.finding.matches[0].row.speaker_ids else speaker(quote)
    names = listed([short(name) for name in others[:3]])
    whom = f"names {who}" if quote.speaker_name or quote.party_name else say("speaker_unnamed")
    return say("names_other", names=names, whom=whom)
