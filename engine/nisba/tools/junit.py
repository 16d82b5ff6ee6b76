"""Outcomes of examples as JUnit XML, which continuous integration shows."""

from collections.abc import Iterable
from xml.etree import ElementTree

from nisba.diagnostics.text import visible
from nisba.tools.testing import Outcome, Verdict


def render(outcomes: Iterable[Outcome]) -> str:
    """The report: one suite a rules file, one case an example. A ``todo`` that fails is a skipped case."""
    suites: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        suites.setdefault(outcome.matcher.rule.source.name, []).append(outcome)
    root = ElementTree.Element("testsuites", name="nisba")
    for name, cases in suites.items():
        failed = sum(outcome.verdict is Verdict.FAILED for outcome in cases)
        skipped = sum(outcome.verdict is Verdict.TODO for outcome in cases)
        counts = {"tests": str(len(cases)), "failures": str(failed), "skipped": str(skipped), "errors": "0"}
        suite = ElementTree.SubElement(root, "testsuite", {"name": visible(name), **counts})
        for outcome in cases:
            _case(suite, outcome)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ElementTree.Element, outcome: Outcome) -> None:
    rule, example = outcome.matcher.rule, outcome.example
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=visible(rule.name),
        name=visible(outcome.name),
        file=visible(rule.source.name),
        line=str(rule.source.position(example.span.start).line),
    )
    if outcome.verdict is Verdict.FAILED:
        reason = visible(outcome.reason())
        ElementTree.SubElement(case, "failure", message=reason).text = f"{visible(example.text)}\n{reason}"
    elif outcome.verdict is Verdict.TODO:
        ElementTree.SubElement(case, "skipped", message=visible(outcome.reason()))
    elif outcome.verdict is Verdict.UNEXPECTED:
        ElementTree.SubElement(case, "system-out").text = visible(outcome.reason())
