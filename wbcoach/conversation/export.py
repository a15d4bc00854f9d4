"""A conversation to take away: Markdown, JSON or HTML with the draft, what is open, evidence, sources and receipt."""

from __future__ import annotations

import html
from collections import Counter
from typing import TYPE_CHECKING, Any

from wbcoach.conversation.closing import verdict_line
from wbcoach.conversation.commands import sources_of
from wbcoach.conversation.difference import marked
from wbcoach.conversation.questions import closed_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.conversation.talk import Talk
    from wbcoach.critique import Critique

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Problem statement</title>
<style>body {{ font: 1rem/1.5 sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }}
blockquote {{ border-left: .2rem solid; margin-left: 0; padding-left: 1rem }}</style>
</head>
<body>
{body}</body>
</html>
"""


def record(talk: Talk, critique: Critique | None) -> dict[str, Any]:
    """Give a conversation as plain values, with the critique of its draft where there is one."""
    kept = talk.model_dump(mode="json", by_alias=True, exclude={"past"})
    made = critique.model_dump(mode="json", by_alias=True) if critique else None
    return {**kept, "draft": talk.draft, "critique": made}


def markdown(talk: Talk, critique: Critique | None) -> str:
    """Write a conversation as Markdown; what people said is quoted, and can't act as markup."""
    return "\n".join(_lines(talk, critique)).strip() + "\n"


def page(talk: Talk, critique: Critique | None) -> str:
    """Write a conversation as a page of HTML that stands by itself."""
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).render(markdown(talk, critique))
    return _PAGE.format(body=body)


def _lines(talk: Talk, critique: Critique | None) -> Iterator[str]:
    yield "# Problem statement\n"
    if critique is None:
        yield "There is no draft yet.\n"
    else:
        yield from _quoted(talk.draft)
        yield f"{verdict_line(critique)}\n"
        yield from _standing(talk, critique)
        yield from _sources(talk, critique)
    yield "## Conversation\n"
    for turn in talk.turns:
        yield f"**{turn.role}**\n"
        yield from _quoted(turn.text)
    if critique:
        receipt = critique.receipt
        index = f", index {receipt.generation}" if receipt.generation else ""
        yield "## Receipt\n"
        how = "" if talk.spent else "offline, "
        yield f"wbcoach {receipt.version}, {how}as of {receipt.as_of}{index}; coach's questions: {talk.asked}.\n"
        yield from _spent(talk)


def _spent(talk: Talk) -> Iterator[str]:
    """Say what a model took, what it said, and what of it was not shown."""
    spent = talk.spent
    if spent is None:
        return
    cost = "cost not known" if spent.cost_usd is None else f"${spent.cost_usd:.4f}"
    tokens = ", ".join(f"{number:,} {_safe(name)}" for name, number in spent.tokens.items())
    told = f"{spent.said} sentences shown, {len(talk.refused)} refused"
    yield f"Findings and verdict are the offline critic's. Model {_safe(spent.model)}, {_safe(', '.join(spent.prompts))}: {spent.turns} turns, {spent.calls} calls, tokens {tokens or 'not counted'}, {cost}; {told}.\n"
    if spent.left:
        yield f"It went on without the model: {_safe(spent.left)}\n"
    reasons = Counter(one.reason.split(":")[0] for one in talk.refused)
    yield from (f"- refused {number} times: {_safe(why)}" for why, number in reasons.most_common())
    if reasons:
        yield ""


def _standing(talk: Talk, critique: Critique) -> Iterator[str]:
    aside = {one.code: one.why for one in talk.open}
    found = critique.worst_of_each_code(len(critique.findings))
    if found:
        yield "## Open\n"
    for one in found:
        why = f" ({aside[one.code]})" if one.code in aside else ""
        yield f"- {one.code} {one.name}, {one.severity}{why}: {_safe(one.message)} What closes it: {closed_by(one)}."
    if talk.waived:
        yield "\n## Waived\n"
    for waiver in talk.waived:
        yield f"- {waiver.code}: {_safe(waiver.reason)}"
    if talk.later:
        yield "\n## For statements of their own\n"
    for words in talk.later:
        yield f"- {_safe(words)}"
    yield ""


def _sources(talk: Talk, critique: Critique) -> Iterator[str]:
    yield "## Where it comes from\n"
    for piece in talk.drafts[-1].pieces:
        yield f"- {piece.origin}: {_safe(piece.text)}"
    for words, names in sources_of(talk, critique):
        yield f"- {_safe(words)}: {', '.join(map(_safe, names)) or 'no source yet'}"
    for number, (old, new) in enumerate(zip(talk.drafts, talk.drafts[1:], strict=False), start=2):
        yield f"\nVersion {number}, turn {new.turn}:\n"
        yield from _quoted(marked(old.text, new.text))
    if critique.evidence:
        yield "\n## Evidence\n"
    for one in critique.evidence:
        origin = ", ".join(part for part in (one.kind, one.stance, one.source, one.date) if part)
        yield f"{_safe(one.id)} ({_safe(origin)}), sha256 {one.sha256[:12]}\n"
        yield from _quoted(one.quote)


def _quoted(text: str) -> Iterator[str]:
    for line in text.splitlines() or [""]:
        yield f"> {_safe(line)}  "
    yield ""


def _safe(text: str) -> str:
    """Let no character of a text act as markup."""
    plain = html.escape(" ".join(text.split()), quote=False)
    return "".join(f"\\{char}" if char in "\\`*_[]#|~!" else char for char in plain)
