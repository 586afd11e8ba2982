"""claimgrade anchor."""

from pathlib import Path

import click

from claimgrade.articles.anchoring import Anchor, anchor
from claimgrade.articles.text import ArticleText
from claimgrade.cli.options import article_in, layout_at, root_option, snapshots_of, snapshots_option
from claimgrade.finding import ClaimgradeError
from claimgrade.loading import load
from claimgrade.reporters.text import harmless
from claimgrade.yaml_text import scalar


@click.command("anchor")
@click.argument("article_id", metavar="ARTICLE")
@click.argument("phrase", required=False)
@root_option
@snapshots_option
@click.option("--from", "first", metavar="N", type=click.IntRange(min=0), help="Offset of the first character.")
@click.option("--to", "last", metavar="N", type=click.IntRange(min=1), help="Offset after the last character.")
def command(
    article_id: str, phrase: str | None, root: Path | None, snapshots: str | None, first: int | None, last: int | None
) -> None:
    """Print the passage block that locates PHRASE in ARTICLE, to be pasted into a record.

    A PHRASE that begins with a dash goes after '--'. Instead of PHRASE, --from and --to give offsets: characters of
    the snapshot's file, from 0. The block goes to standard output, what there is to say of it to standard error.
    """
    if (phrase is None) == (first is None or last is None) or (first is None) != (last is None):
        raise ClaimgradeError("give either PHRASE or both --from N and --to N")
    layout = layout_at(root)
    article = article_in(load(layout).base, article_id)
    found = snapshots_of(snapshots, layout, [article])
    if article.id not in found.texts:
        raise ClaimgradeError(
            harmless(found.unread[0]) if found.unread else f"the article '{article.id}' names no snapshot"
        )
    text = found.texts[article.id]
    try:
        made = anchor(phrase if phrase is not None else _between(text, first or 0, last or 0), text)
    except ClaimgradeError as error:
        raise ClaimgradeError(harmless(str(error))) from None
    passage = made.passage
    ends = f"start: {scalar(passage.start)}, end: {scalar(passage.end)}"
    click.echo(f"passage: {{{ends}, sha256: {passage.sha256}, position: {passage.position}}}")
    click.echo(_remark(made), err=True)
    if article.id in found.changed:
        click.echo("The snapshot is not the one that the article's record was written for (article-changed).", err=True)


def _between(text: ArticleText, first: int, last: int) -> str:
    if not first < last <= len(text.raw):
        raise ClaimgradeError(
            f"--from {first} --to {last}: there is no such part of the article, which has {len(text.raw)} characters"
        )
    return text.raw[first:last]


def _remark(made: Anchor) -> str:
    lines = ", ".join(map(str, made.lines))
    if len(made.lines) == 1:
        said = f"One span, on line {lines}."
    else:
        said = f"{len(made.lines)} spans, on lines {lines}: the passage means all of them."
    if made.others:
        said += f" Its words alone also fit {made.others} other{'s' * (made.others > 1)}; the digest tells them apart."
    return said
