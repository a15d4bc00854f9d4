"""The model's part of a critique in small steps, each a Runnable from one `State` to the next.

    find -> ground -> second_look, once for each grave finding -> merge -> rewrite -> recheck, at most twice

A rewrite answers a finding that is shown, the offline critic's included, so the findings are merged before it.
"""

from __future__ import annotations

from langchain_core.runnables import Runnable, RunnableLambda

from wbcoach.coach.steps import finding, look, recheck, rewrite
from wbcoach.coach.steps.merge import merge
from wbcoach.coach.steps.state import Name, State

STEPS: dict[Name, Runnable[State, State]] = {
    "find": RunnableLambda(finding.find, name="find"),
    "ground": RunnableLambda(finding.ground, name="ground"),
    "second_look": RunnableLambda(look.second_look, name="second_look"),
    "merge": RunnableLambda(merge, name="merge"),
    "rewrite": RunnableLambda(rewrite.rewrite, name="rewrite"),
    "recheck": RunnableLambda(recheck.recheck, name="recheck"),
}
