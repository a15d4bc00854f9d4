"""`wbcoach critique --dry-run`: what a model would be sent, to whom and at what price; nothing is sent."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

from wbcoach.coach import Coach
from wbcoach.errors import ModelUnreachableError, SettingsError, WbcoachError
from wbcoach.faces.cli import streams
from wbcoach.faces.cli.drafts import find
from wbcoach.privacy import Kind
from wbcoach.render.json import dumps
from wbcoach.settings import load, silence_telemetry, telemetry_on

if TYPE_CHECKING:
    from wbcoach.critique import Location
    from wbcoach.faces.cli.critique import Request
    from wbcoach.models import Model
    from wbcoach.models.rehearsal import Sent
    from wbcoach.settings import Settings

SCHEMA: Final = "wbcoach.dry-run/1"
NAMES: Final = "Names of people are not looked for: what you see below is what is sent, names included."
NAMES_MASKED: Final = (
    "Names of people are masked as far as they are recognised: look below for those that are not."
)
_PLACEHOLDER = re.compile(rf"\[({'|'.join(kind.upper() for kind in get_args(Kind))})_\d+\]")
_WIDTH = 14


def run(request: Request, flags: dict[str, Any]) -> int:
    """Print the requests that a critique would make; give the exit code.

    Raises:
        WbcoachError: bad input or settings, or a store that can't be read.
    """
    if request.output not in ("text", "json"):
        raise SettingsError(f"A dry run has no format {request.output!r}.", "Choose text or json.")
    if request.adopt:
        raise SettingsError("A dry run writes no baseline.", "Leave --write-baseline out.")
    from wbcoach.faces.cli.critique import read_evidence

    settings = load(flags).settings
    reporting = telemetry_on()
    silence_telemetry(always=True)
    drafts = find(request.drafts, settings)
    evidence = read_evidence(request.evidence)
    failures: list[WbcoachError] = []
    records: list[dict[str, Any]] = []
    if settings.model and not request.offline:
        from wbcoach.models.rehearsal import Rehearsal

        opened = Coach.from_settings(settings, offline=True, index=request.index)
        with opened as parts, Rehearsal(settings) as rehearsal:
            coach = Coach(settings, parts.library, rehearsal.model, failures.append, parts.heads)
            for draft in drafts.found:
                before = len(rehearsal.requests)
                coach.critique(draft.text, evidence, location=draft.location, ignores=draft.ignores)
                sent = rehearsal.requests[before:]
                records += [_record(one, draft.location, settings, rehearsal.model) for one in sent]
        # The line that leads nowhere is no failure; a prompt without room is one.
        failures = [one for one in failures if not isinstance(one, ModelUnreachableError)]
    for failure in failures:
        streams.warn(failure)
    for name in reporting:
        streams.say(f"wbcoach: {name} is set: in earnest, that library reports to its makers as well.")
    whole = {
        "schema": SCHEMA,
        "sent": False,
        "requests": records,
        "names": names_told(settings),
        "telemetry": reporting,
    }
    streams.write(dumps(whole) if request.output == "json" else _page(records, settings, len(drafts.found)))
    asked = flags.get("model") is not None
    return max((one.exit_code for one in failures), default=0) if asked else 0


def names_told(settings: Settings) -> str:
    """Say whether names of people are masked."""
    return NAMES_MASKED if settings.names else NAMES


def price_usd(settings: Settings, prompt_tokens: int, answer_tokens: int) -> float | None:
    """Give the most that a request costs in US dollars; None where the model's price is not known."""
    from wbcoach.models import cost_of

    return cost_of({"input": prompt_tokens, "output": answer_tokens}, str(settings.model), settings)


class Tokens(NamedTuple):
    """What a request is long: its messages, and the answer's shape that goes with them."""

    messages: int
    shape: int
    exact: bool


def tokens_of(sent: Sent, model: Model) -> Tokens:
    """Count the tokens of a request that was not sent."""
    body = json.loads(sent.body)
    messages = body.get("messages") or body.get("input") or []
    written = model.count("\n".join(str(one["content"]) for one in messages))
    shape = model.count(json.dumps(body.get("response_format") or body.get("text") or {}))
    return Tokens(written.tokens, shape.tokens, written.exact)


def _record(sent: Sent, location: Location | None, settings: Settings, model: Model) -> dict[str, Any]:
    """Describe a request: where it goes, what is in it, how much that is, what was masked."""
    text = sent.body.decode("utf-8")
    body = json.loads(text)
    messages = body.get("messages") or body.get("input") or []
    tokens = tokens_of(sent, model)
    material = "\n".join(str(one["content"]) for one in messages if one["role"] != "system")
    masked = Counter(kind for kind, _ in {(match[1], match[0]) for match in _PLACEHOLDER.finditer(material)})
    return {
        "location": location.model_dump(mode="json") if location else None,
        "method": sent.method,
        "url": sent.url,
        "headers": sent.headers,
        "model": body.get("model"),
        "messages": messages,
        "tokens": {
            "messages": tokens.messages,
            "answer_shape": tokens.shape,
            "answer_at_most": settings.answer_tokens,
            "exact": tokens.exact,
        },
        "may_follow": may_follow(settings),
        "price_usd_at_most": price_usd(settings, tokens.messages + tokens.shape, settings.answer_tokens),
        "masked": dict(sorted(masked.items())),
        "body": text,
        "bytes": len(sent.body),
        "sha256": hashlib.sha256(sent.body).hexdigest(),
    }


def may_follow(settings: Settings) -> dict[str, int]:
    """Give how many requests of each later step the answer may lead to, at the depth that is set."""
    from wbcoach.coach.consult import MOST_REWRITES
    from wbcoach.coach.steps.finding import MOST_LOOKS

    return {
        "second_look": MOST_LOOKS if settings.depth != "quick" else 0,
        "rewrite": MOST_REWRITES if settings.depth == "deep" else 0,
    }


def _told_to_follow(steps: dict[str, int]) -> str:
    told = " and ".join(
        f"up to {count} {name.replace('_', ' ')}{'s' * (count != 1)}"
        for name, count in steps.items()
        if count
    )
    return (
        f"{told}, by what the answer says: this draft and feedback again, a price each"
        if told
        else "nothing more"
    )


def _page(records: list[dict[str, Any]], settings: Settings, drafts: int) -> str:
    if not settings.model or not records:
        why = "no model is set" if not settings.model else f"no model is asked about {_drafts(drafts)}"
        return f"Nothing would be sent: {why}.\n"
    return "\n".join(
        [f"Nothing was sent. {names_told(settings)}", "", *(_told(one, settings) for one in records)]
    )


def _drafts(count: int) -> str:
    return "this draft" if count == 1 else f"any of {count} drafts"


def _told(record: dict[str, Any], settings: Settings) -> str:
    """Lay a request out: a line for each fact, then the messages, each whole."""
    tokens, price = record["tokens"], record["price_usd_at_most"]
    bound = "" if tokens["exact"] else "at most "
    masked = ", ".join(f"{count} {kind.lower()}" for kind, count in record["masked"].items())
    place = record["location"]
    facts = [
        ("draft", f"{place['path']}:{place['line']}:{place['column']}" if place else ""),
        ("to", f"{record['method']} {record['url']}"),
        ("model", record["model"]),
        ("prompt", f"{bound}{tokens['messages'] + tokens['answer_shape']:,} tokens"),
        ("answer", f"at most {tokens['answer_at_most']:,} tokens"),
        ("price", "price unknown" if price is None else f"at most ${price:.4f}"),
        ("then", _told_to_follow(record["may_follow"])),
        ("masked", masked or "nothing: no personal data was found"),
        (
            "again",
            f"up to {settings.max_retries} times where it fails; in another way where JSON by schema does; never where its answer is kept",
        ),
        (
            "body",
            f"{record['bytes']:,} bytes, sha256 {record['sha256']}; --format json prints it and the headers",
        ),
    ]
    lines = [f"{name:{_WIDTH}}{words}" for name, words in facts if words]
    for message in record["messages"]:
        lines += ["", f"--- {message['role']} ---", str(message["content"])]
    return streams.printable("\n".join([*lines, ""]))
