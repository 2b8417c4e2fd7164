"""What may be shown no longer: taking an article out and putting it back, and what stands where it was shown."""

from corpus.excerpts import short
from corpus.keepings import ArticleState, Step
from corpus.store import Corpus
from handlers.blocks.kit import Button
from handlers.blocks.reply import Reply, saying
from handlers.blocks.text import day
from handlers.texts import say


def taking_out(article_id: str) -> Button:
    return Button(say("take_out"), article_id, "remove", confirm=say("take_out_asks"))


def take_out(article_id: str, corpus: Corpus, by: str) -> Reply:
    """Lets no answer know of an article any longer, and offers the way back; `count` is what was taken out."""
    shown = corpus.article(article_id)
    if shown is None or not corpus.desk.rule(article_id, ArticleState.ON_HOLD, by=by, reason=say("reason_taken_out")):
        return saying(say("article_gone"))
    return taken_out(shown.title, article_id)


def taken_out(title: str | None, article_id: str) -> Reply:
    """Says that an article is out, with the way to put it back."""
    back = Button(say("put_back"), article_id, "restore", confirm=say("put_back_asks"))
    return saying(say("taken_out", title=_titled(title)), back, count=1)


def put_back(article_id: str, corpus: Corpus, by: str) -> Reply:
    """Puts back an article that was taken out in Slack; what was withheld for another reason stays so."""
    held = next((one for one in corpus.desk.withheld() if one.source.id == article_id), None)
    if held is None or held.ruling.reason != say("reason_taken_out"):
        return saying(say("article_gone"))
    if not corpus.desk.rule(article_id, ArticleState.USABLE, by=by, reason=say("reason_put_back")):
        return saying(say("article_gone"))
    return saying(say("is_back", title=_titled(held.source.title)), taking_out(article_id), count=1)


def _titled(title: str | None) -> str:
    return f"“{short(title, 200)}”" if title and short(title) else say("the_article")


def in_its_place(step: Step) -> Reply:
    """The message as it is from now on, with the way to ask again."""
    again = [Button(step.shown.line, step.shown.line, "ask")] if step.shown.line else []
    return saying(_said(step, "recalled"), *again, shared=True)


def beneath(step: Step) -> Reply:
    """What is said in the thread of a message, or to whoever had a file."""
    kind = "recalled_file" if step.shown.kind == "file" else "recalled_reply"
    return saying(_said(step, kind), shared=True)


def _said(step: Step, what: str) -> str:
    known = {"day": day(step.recall.at.date()), "state": step.recall.state, "file": step.shown.line}
    return say(f"{what}_{'corrected' if step.recall.state == 'corrected' else 'gone'}", **known)
