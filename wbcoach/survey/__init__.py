"""A critiqued backlog as figures: what is wrong how often, where, with which evidence, what is told twice, what comes first."""

from wbcoach.survey.making import take
from wbcoach.survey.shapes import Survey

__all__ = ["Survey", "take"]
