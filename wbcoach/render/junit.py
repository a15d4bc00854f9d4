"""Critiques as JUnit XML, for build servers: a suite for each document, a test for each statement."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from wbcoach.critique import SEVERITIES
from wbcoach.plain import one_line
from wbcoach.render import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.critique import Critique, Finding

_WORDS = 70


def render(
    critiques: Sequence[Critique], fail_on: str = "major", errors: Sequence[tuple[str, str]] = ()
) -> str:
    """Write the XML: a statement fails by a finding at or above `fail_on`, and is an error where it can't be judged.

    `errors` are rows of a backlog that could not be critiqued: their id, and why.
    """
    suites: dict[str, list[Critique]] = {}
    for critique in critiques:
        suites.setdefault(critique.location.path if critique.location else "draft", []).append(critique)
    root = Element("testsuites", name="wbcoach")
    for path, several in suites.items():
        suite = SubElement(root, "testsuite", name=one_line(path))
        for number, critique in enumerate(several, start=1):
            _case(suite, critique, one_line(path), number, fail_on)
        _count(suite, [suite], several)
    if errors:
        suite = SubElement(root, "testsuite", name="rows that could not be critiqued")
        for name, told in errors:
            case = SubElement(suite, "testcase", classname="backlog", name=one_line(name), time=_seconds([]))
            SubElement(case, "error", message=one_line(told), type="error row")
        _count(suite, [suite], [])
    _count(root, list(root), critiques)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _case(suite: Element, critique: Critique, path: str, number: int, fail_on: str) -> None:
    words = one_line(critique.statement.text)
    short = words if len(words) <= _WORDS else words[:_WORDS].rsplit(" ", 1)[0] + " ..."
    name = f"{critique.location.line if critique.location else critique.id or number}: {short}"
    case = SubElement(suite, "testcase", classname=path, name=one_line(name), time=_seconds([critique]))
    if critique.location:
        case.set("file", path)
        case.set("line", str(critique.location.line))
    if critique.verdict is None:
        told = "; ".join((*wording.flag_words(critique), wording.unread_hint(critique)))
        SubElement(case, "error", message=one_line(told), type="not a statement")
        return
    found = critique.worst(len(critique.findings))
    grave = [one for one in found if _fails(one, fail_on)]
    if grave:
        first = f"{grave[0].code} {grave[0].name}: {one_line(grave[0].message)}"
        failure = SubElement(case, "failure", message=first, type=grave[0].severity)
        failure.text = "\n".join(_line(one, path) for one in grave)
    rest = [_line(one, path) for one in found if one not in grave]
    rest += [f"{one.code} ignored: {one_line(one.reason) or 'no reason given'}" for one in critique.ignored]
    if rest:
        SubElement(case, "system-out").text = "\n".join(rest)


def _fails(finding: Finding, fail_on: str) -> bool:
    return fail_on in SEVERITIES and SEVERITIES.index(finding.severity) <= [*SEVERITIES].index(fail_on)


def _line(finding: Finding, path: str) -> str:
    place = f"{path}:{finding.location.line}:{finding.location.column}: " if finding.location else ""
    words = f' "{one_line(finding.span.text)}"' if finding.span else ""
    told = f"{one_line(finding.message)} Ask: {one_line(finding.question)}"
    return f"{place}{finding.code} {finding.name} ({finding.severity}){words}: {told}"


def _count(node: Element, suites: list[Element], critiques: Sequence[Critique]) -> None:
    cases = [case for suite in suites for case in suite.iter("testcase")]
    node.set("tests", str(len(cases)))
    node.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    node.set("errors", str(sum(case.find("error") is not None for case in cases)))
    node.set("skipped", "0")
    node.set("time", _seconds(critiques))


def _seconds(critiques: Sequence[Critique]) -> str:
    return f"{sum(one.receipt.elapsed_ms for one in critiques) / 1000:.3f}"
