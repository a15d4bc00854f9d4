"""A judge model for what code can't see: is a question useful, does a rewrite keep the meaning."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, get_args

from pydantic import ValidationError

from eval.marks import Mark
from wbcoach import prompt
from wbcoach.evidence import Item
from wbcoach.models import Judgement
from wbcoach.pitfalls import pitfall
from wbcoach.privacy import Masker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.replay import Recorder, Replayer
    from eval.suggestions import Kind
    from wbcoach.models import Answer, Model
    from wbcoach.prompt import Filled, Prompt

Verdict = Literal["good", "weak", "bad"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
_VALUES: Final[dict[Verdict, float]] = {"good": 1.0, "weak": 0.5, "bad": 0.0}
_ASKED: Final[dict[Kind, str]] = {
    "question": "Judge whether the question is useful: can this author answer it from what was seen or could be found"
    " out, and would the answer mend this fault?",
    "rewrite": "Judge whether the rewrite keeps the meaning: does it tell of the same people, hardship, moment and need"
    " as the draft, with the fault mended and nothing made up?",
}
_OPTIONS: Final[dict[Kind, dict[Verdict, str]]] = {
    "question": {
        "good": "the author can answer it, and the answer would mend the fault.",
        "weak": "it can be answered, but it skirts the fault, or the answer would move little.",
        "bad": "no answer to it would help, or it pushes one.",
    },
    "rewrite": {
        "good": "it says what the draft says, of the same people, and the fault is mended.",
        "weak": "the meaning is mostly kept; something slips, or the fault is half mended.",
        "bad": "it says something else than the draft, makes something up, or leaves the fault.",
    },
}


@dataclass(frozen=True)
class Matter:
    """What is judged: a suggestion for a draft, with the evidence and the code and words of the finding it answers."""

    id: str
    draft: str
    evidence: tuple[Item, ...]
    code: str
    span: str | None
    kind: Kind
    text: str


@dataclass(frozen=True)
class Judged:
    """A verdict with its reasons, and what it took: tokens by "input" and "output", milliseconds."""

    verdict: Verdict
    reasoning: str
    tokens: dict[str, int]
    elapsed_ms: float

    @property
    def mark(self) -> Mark:
        """The verdict as a mark: good 1, weak 0.5, bad 0."""
        return Mark(_VALUES[self.verdict], f"{self.verdict}: {self.reasoning}")


class Judge:
    """Asks one model with one prompt; safe to share between threads.

    Personal data in the texts is masked before the model reads them, and put back in its reasons.
    """

    def __init__(
        self,
        model: Model | Recorder | Replayer,
        *,
        seed: int = 0,
        words: Prompt | None = None,
        masker: Callable[[], Masker] = Masker,
    ) -> None:
        """Keep the model, the seed of the options' order, the prompt (by default the one that ships), and who masks."""
        self._masker = masker
        self._model = model
        self._seed = seed
        self._words = words or prompt.load("judge")

    @property
    def model(self) -> str:
        """The model's name."""
        return self._model.name

    @property
    def caller(self) -> Model | Recorder | Replayer:
        """What is asked."""
        return self._model

    @property
    def stamp(self) -> str:
        """The prompt's name, version and hash."""
        return self._words.stamp

    def judge(self, matter: Matter) -> Judged:
        """Ask for a verdict.

        Raises:
            ModelError: the call failed, or the answer holds no verdict; that is an error of the case, never a bad mark.
        """
        masker = self._masker()
        answer = self._model.ask(self.asked(matter, masker), Judgement)
        last = _last(answer)
        reasoning = masker.restore(last.reasoning)
        return Judged(last.verdict, reasoning, answer.tokens, answer.elapsed_ms)

    def asked(self, matter: Matter, masker: Masker | None = None) -> Filled:
        """Fill the prompt, masked; the order of the options depends on seed and case alone."""
        matter = _masked(matter, masker or self._masker())
        known = pitfall(matter.code)
        where = prompt.fence("words", matter.span) if matter.span else "It stands on no words of the draft."
        return self._words.fill(
            question=_ASKED[matter.kind],
            options="\n".join(
                f"- {name}: {_OPTIONS[matter.kind][name]}" for name in order(matter.id, self._seed)
            ),
            draft=prompt.fence("draft", matter.draft),
            evidence="\n\n".join(_shown(matter.evidence)) or "None.",
            fault=f"{known.message}\n{where}",
            kind=matter.kind,
            suggestion=prompt.fence("suggestion", matter.text),
        )


def _masked(matter: Matter, masker: Masker) -> Matter:
    """Mask all that the model will read of a matter; its id stays, since the order of the options hangs on it."""
    told = [field for item in matter.evidence for field in (item.id, item.text, item.source, item.date)]
    draft, text, span, *fields = masker.mask_together([matter.draft, matter.text, matter.span or "", *told])
    evidence = tuple(Item(*one) for one in zip(*(fields[at::4] for at in range(4)), strict=True))
    return replace(matter, draft=draft, text=text, span=span or None, evidence=evidence)


def order(name: str, seed: int) -> list[Verdict]:
    """Shuffle the verdicts for a case, so that none gains from where it stands."""
    shuffled = list(VERDICTS)
    random.Random(f"{seed}:{name}").shuffle(shuffled)  # noqa: S311  an order, no secret
    return shuffled


def _last(answer: Answer[Judgement]) -> Judgement:
    """Give the last verdict of an answer: a judge that thinks better of it says so behind the first."""
    last, text = answer.value, answer.raw
    start = text.find("{")
    while start >= 0:
        try:
            value, end = json.JSONDecoder().raw_decode(text, start)
            last = Judgement.model_validate(value)
        except json.JSONDecodeError:
            end = start + 1
        except ValidationError:
            pass
        start = text.find("{", end)
    return last


def _shown(evidence: Sequence[Item]) -> list[str]:
    return [
        prompt.fence("feedback", item.text, id=item.id, source=item.source, date=item.date)
        for item in evidence
    ]
