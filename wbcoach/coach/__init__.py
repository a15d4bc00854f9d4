"""One critique: from a draft and its feedback to findings with evidence for and against."""

from wbcoach.coach.chain import MAX_STATEMENT, Coach

__all__ = ["MAX_STATEMENT", "Coach"]
