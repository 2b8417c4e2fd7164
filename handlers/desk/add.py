"""Add article: the form, what was typed into it, the file that comes of it, and what is said on the way."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from corpus.article_files import LINE_ENDS, control_at, is_faithful
from corpus.articles import is_address
from corpus.asking.arriving import rows_of
from corpus.excerpts import beginning, short
from corpus.keepings import Draft
from corpus.models import Article, Extraction
from corpus.store import Corpus
from handlers.blocks.forms import Values, day_picked, filled, form_fields, form_view
from handlers.blocks.kit import Block, Button, actions, context, note, quotation, rich
from handlers.blocks.limits import most_chars
from handlers.blocks.reply import Reply, View, saying
from handlers.blocks.text import counted, counts
from handlers.desk.removal import taking_out
from handlers.texts import say

TITLE = "Add article"
LONGEST = {"headline": 300, "outlet": 200}
"""Characters of a line that is typed."""

FIELDS = ("text", "text_2", "text_3")
"""The block_ids of the fields for the text: one field holds 3,000 characters."""

_PARAGRAPH = "\n\n"


def long_text(text: str, user: str, corpus: Corpus) -> Draft | None:
    """A draft that keeps a text whole which is too long for the form; None for one that fits."""
    if in_fields(text) is not None:
        return None
    return corpus.notebook.keep_draft(Draft(user=user, text=text, at=datetime.now(UTC)))


def in_fields(text: str) -> tuple[str, ...] | None:
    """The text as the fields hold it, parted between paragraphs only; None if they cannot hold it all."""
    parts, rest = [], text
    most = most_chars("plain_text_input", "initial_value")
    while len(rest) > most and (end := rest.rfind(_PARAGRAPH, 1, most)) > 0:
        parts.append(rest[:end])
        rest = rest[end + len(_PARAGRAPH) :]
    fits = len(rest) <= most and len(parts) < len(FIELDS) and not re.search("[\0\ud800-\udfff]", text)
    return (*parts, rest) if fits else None


def form(text: str = "", draft: Draft | None = None) -> View:
    """The form for an article. `draft` holds a text that is too long for it, and then only the rest is asked for.

    Ask `long_text` first: a text that no field can hold is not filled in.
    """
    known = draft or Draft(user="", text=text, at=datetime.now(UTC))
    given = {"headline": known.title, "outlet": known.outlet, "url": known.url, "date": known.published}
    after: list[Block] = []
    if draft:
        begun = beginning(draft.text.strip() or draft.text, 300)
        after = [note(say("form_kept_whole", characters=len(draft.text))), rich(quotation(begun))]
    else:
        parts = dict(zip(FIELDS, in_fields(text) or ("",), strict=False))
        after = [*form_fields("text", {}, parts), context(say("form_text_hint") + say("form_longer_hint"))]
    made = form_view("add", {}, {name: str(one or "") for name, one in given.items()}, after)
    return replace(made, state=draft.id if draft else "")


def read_form(values: Values, state: str, user: str, corpus: Corpus) -> Draft | dict[str, str]:
    """The draft of what was typed, not kept yet; or what is wrong with it, by the block_id of the field.

    `state` is the id of the draft that holds a text too long for the form, "" for none.
    """
    kept = corpus.notebook.draft(state) if state else None
    if state and (kept is None or kept.user != user):
        return {"headline": say("form_text_gone")}
    given = {name: typed if name in FIELDS else typed.strip() for name, typed in filled(values).items()}
    text = kept.text if kept else _PARAGRAPH.join(part for name in FIELDS if (part := given.get(name, "")).strip())
    errors = _wrong_lines(given) | _wrong_text(text, "headline" if kept else FIELDS[0])
    if errors:
        return errors
    draft = Draft(
        id=state,
        user=user,
        title=given["headline"],
        published=day_picked(given.get("date", "")),
        outlet=given.get("outlet") or None,
        url=given.get("url") or None,
        text=text,
        at=datetime.now(UTC),
    )
    return draft if is_faithful(draft) else {"headline": say("form_day_or_sentence")}


def _wrong_lines(given: Mapping[str, str]) -> dict[str, str]:
    errors = {}
    for name, most in LONGEST.items():
        told = given.get(name, "")
        if len(told) > most:
            errors[name] = say("form_at_most", most=most)
        elif control_at(told) is not None:
            errors[name] = say("form_one_line")
    if not given.get("headline"):
        errors["headline"] = say("form_headline_needed")
    if (url := given.get("url")) and not is_address(url):
        errors["url"] = say("form_bad_address")
    return errors


def _wrong_text(text: str, block_id: str) -> dict[str, str]:
    if not text.strip():
        return {block_id: say("form_text_needed")}
    place = control_at(text, LINE_ENDS)
    if place is None:
        return {}
    code = f"U+{ord(text[place]):04X}"
    return {block_id: say("form_control_character", place=place + 1, code=code)}


def working(draft: Draft) -> View:
    """What is shown while an article is read."""
    return _said(say("reading_draft", named=_named(draft)), say("nothing_added"))


def failed(draft: Draft, why: str) -> View:
    """Why an article was not read or not added, and a way to try again; the draft is kept.

    `why` is a sentence, or what goes behind "The article": "could not be understood".
    """
    said = f"The article {_named(draft)} {why}" if why[:1].islower() else why
    again = (Button("Try again", draft.id, "draft"),) if draft.id else ()
    return _said(f"{said.rstrip('.')}.", say("nothing_lost"), *again)


def gone() -> View:
    """A draft is not there (any longer)."""
    return _said(say("draft_gone"), say("share_again"))


def added(article: Article, found: Extraction) -> View:
    """An article is in the corpus; `count` is one."""
    what = counts({"quotes": len(rows_of(article, found)), "positions": len(found.positions)}, every=True)
    there = say("added", title=short(article.title, 200) or "The article", what=what)
    return replace(_said(there, say("kept_as", source=article.source), taking_out(article.id)), count=1)


def offer(name: str, draft: Draft) -> Reply:
    """Offers to add an article from a file that was shared with the app."""
    words = counted(len(draft.text.split()), "word")
    holds = say("file_holds", name=short(name), named=_named(draft), words=words)
    return saying(holds, Button("Read it", draft.id, "draft", primary=True))


def finished(draft: Draft) -> Reply:
    """Leads back to an article that was read while nobody looked any longer."""
    show = Button("Show it", draft.id, "draft", primary=True)
    return saying(say("draft_read", named=_named(draft)), show)


def refused(name: str, why: str) -> Reply:
    """Why a file that was shared cannot be added; `why` as in `failed`."""
    said = f"“{short(name)}” {why}" if why[:1].islower() else say("draft_unread", name=short(name), why=why)
    return saying(f"{said.rstrip('.')}.")


def _named(draft: Draft) -> str:
    return f"“{short(draft.title, 200)}”" if draft.title and short(draft.title) else say("draft_untitled")


def _said(sentence: str, beside: str, *buttons: Button) -> View:
    return View(title=TITLE, blocks=(note(sentence), context(beside), *actions(buttons)))
