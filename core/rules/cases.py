"""Worked examples that a jurist or a coordinator can read: the tests run them and the page with the law
shows them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from core.rules import engine
from core.rules.lawfile import Loader

ERRORS = ("invalid", "no_rule_in_force")
KEYS = ("case", "rule", "facts", "expect")


class MalformedCases(Exception):
    """A folder or file that holds no readable examples; the sentence says which and why."""


@dataclass(frozen=True, slots=True)
class Case:
    """One example: facts, and what must be equal."""

    file: str
    sentence: str
    rule: str
    facts: Mapping[str, object]
    expect: Mapping[str, object]


class CaseLoader(Loader):  # type: ignore[valid-type, misc]
    """A day that does not exist (30 February) stays text, so that the rule can refuse it."""


def _day(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


CaseLoader.add_constructor("tag:yaml.org,2002:timestamp", _day)


def files(directory: Path) -> tuple[Path, ...]:
    """The example files of a folder, by name."""
    if not directory.is_dir():
        raise MalformedCases(f"{directory} is not a folder")
    found = sorted(path for path in directory.iterdir() if path.suffix in (".yaml", ".yml"))
    if not found:
        raise MalformedCases(f"{directory} holds no .yaml files")
    return tuple(found)


def read(path: Path) -> tuple[Case, ...]:
    """The examples of one file; the first that is not of the agreed form is named."""
    try:
        listed = yaml.load(path.read_text(encoding="utf-8"), Loader=CaseLoader)
    except (UnicodeDecodeError, yaml.YAMLError) as wrong:
        raise MalformedCases(f"{path.name} is not readable YAML: {wrong}") from wrong
    if not isinstance(listed, list) or not listed:
        raise MalformedCases(f"{path.name} must be a list of cases, and not an empty one")
    return tuple(_case(path.name, number, raw) for number, raw in enumerate(listed, start=1))


def _case(file: str, number: int, raw: object) -> Case:
    where = f"{file}, case {number}"
    if not isinstance(raw, dict) or not raw.keys() >= set(KEYS):
        raise MalformedCases(f"{where}: expected {', '.join(KEYS)}")
    sentence, rule, facts, expect = (raw[key] for key in KEYS)
    if not isinstance(sentence, str) or not isinstance(rule, str):
        raise MalformedCases(f"{where}: case and rule are text")
    if not isinstance(facts, dict) or not isinstance(expect, dict) or not expect:
        raise MalformedCases(f"{where}: facts and expect are mappings, and expect says something")
    if "error" in expect and expect["error"] not in ERRORS:
        raise MalformedCases(f"{where}: error is one of {', '.join(ERRORS)}")
    return Case(file, sentence, rule, facts, expect)


def disagreements(case: Case) -> tuple[str, ...]:
    """What the rule answers otherwise than the example expects; empty when they agree."""
    engine.rule_of(case.rule)
    wanted_error = case.expect.get("error")
    try:
        answers = engine.evaluate(case.rule, case.facts).answers
    except (engine.InvalidFacts, engine.NoRuleInForce) as refused:
        return () if refused.code == wanted_error else (f"refused as {refused.code}: {refused}",)
    if wanted_error is not None:
        return (f"expected the error {wanted_error}, answered {dict(answers)}",)
    return tuple(
        f"{key}: expected {wanted!r}, answered {answers.get(key, 'nothing of that name')!r}"
        for key, wanted in case.expect.items()
        if key not in answers or _plain(answers[key]) != _plain(wanted)
    )


def _plain(value: object) -> object:
    """Lists and tuples alike; a boolean is no number, so true differs from 1."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value if isinstance(value, date) else (type(value), value)


def shown(directory: Path) -> tuple[Case, ...]:
    """All examples of a folder, for the page with the law; none where the folder was not shipped."""
    return tuple(case for path in files(directory) for case in read(path)) if directory.is_dir() else ()
