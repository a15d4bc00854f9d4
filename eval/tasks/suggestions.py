"""Two studies of suggestions: what the product itself proposes, and how far the checks agree with the labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eval import checks, suggestions
from eval.scorers.suggestion import own_questions, own_rewordings
from eval.tasks.study import Study
from wbcoach.coach.gather import linked_items

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.golden import Case
    from eval.marks import Mark
    from eval.suggestions import Drafted
    from wbcoach.coach import Coach

ASKED: Final = "question: "
OFFERED: Final = "wording: "
AGREES: Final = "check as labelled: "


def proposed(cases: Iterable[Case], coach: Coach) -> Study:
    """Make the study `suggestions`: the questions and wordings that a coach shows on labelled statements.

    Marks are shares over what was proposed for a statement, by check; where nothing was, there are none. `coach` is
    asked once for each case, with the case's own evidence linked.
    """
    by_id = {case.id: case for case in cases}

    def answer(name: str) -> dict[str, Mark]:
        evidence = [one.model_dump() for one in by_id[name].evidence]
        critique = coach.critique(by_id[name].text, evidence, id=name)
        items = linked_items(evidence)
        asked = {f"{ASKED}{check}": mark for check, mark in own_questions(critique, items).items()}
        return asked | {f"{OFFERED}{check}": mark for check, mark in own_rewordings(critique, items).items()}

    return Study(
        "suggestions",
        "tuned",
        {name: case.text for name, case in by_id.items()},
        answer,
        splits={name: case.split for name, case in by_id.items()},
    )


def labelled(drafts: Iterable[Drafted] | None = None) -> Study:
    """Make the study `checks`: by draft, the share of labels that each check agrees with; "any" is good or bad."""
    by_id = {case.id: case for case in (suggestions.load() if drafts is None else drafts)}

    def answer(name: str) -> dict[str, Mark]:
        counted = checks.on_draft(by_id[name])
        return {f"{AGREES}{check}": mark for check, one in counted.items() if (mark := one.mark())}

    return Study(
        "checks",
        "tuned",
        {name: case.draft for name, case in by_id.items()},
        answer,
        splits={name: case.split for name, case in by_id.items()},
    )
