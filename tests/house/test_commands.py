"""Every write has one form: session first, then by keyword who acts and on which day; the right is asked before all else;
one audit entry remains. Walked over every public function of every core/<slice>/commands.py and over whatever else writes
an audit entry, so none can be forgotten.
"""

import ast
import functools
import importlib
import inspect
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.errors import NotAllowed
from core.journal.sentences import SUBJECTS
from core.journal.words import ACTIONS
from tests.house import source

WITHOUT_ACTOR = {
    # A one-time link is the right itself: whoever holds it has no account to ask for a right with.
    "core/access/own_account.py": {"set_password"},
    # Who signs in or out is not yet, or no longer, somebody with rights.
    "core/access/login.py": {"open_session", "close_session"},
    # The start of a practice installation acts for nobody.
    "core/access/demo_accounts.py": {"ensure"},
}


@functools.cache
def command_files() -> tuple[Path, ...]:
    """commands.py of every slice, and every other module of a slice that writes an audit entry."""
    return tuple(
        path
        for path in source.files("core/*/*.py")
        if path.name == "commands.py"
        or any(source.called(call) == "audit.record" for call in source.calls(path))
    )


@functools.cache
def public(path: Path) -> tuple[ast.FunctionDef, ...]:
    """The commands of a file: all of commands.py, elsewhere the functions that leave an audit entry."""
    exempt = WITHOUT_ACTOR.get(source.name(path), set())
    return tuple(
        node
        for node in source.tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name not in exempt
        if path.name == "commands.py" or entries(path, node)
    )


def entries(path: Path, function: ast.FunctionDef) -> int:
    """How many calls of audit.record a function reaches."""
    return sum(source.called(call) == "audit.record" for call in reached(path, function))


def all_commands() -> Iterator[tuple[Path, ast.FunctionDef]]:
    return ((path, node) for path in command_files() for node in public(path))


@functools.cache
def reached(path: Path, function: ast.FunctionDef) -> tuple[ast.Call, ...]:
    """The calls a command makes, those of the functions of its own file it uses included."""
    local = {node.name: node for node in source.tree(path).body if isinstance(node, ast.FunctionDef)}
    seen: dict[str, ast.FunctionDef] = {}
    waiting = [function]
    while waiting:
        current = waiting.pop()
        seen[current.name] = current
        names = {source.called(node) for node in ast.walk(current) if isinstance(node, ast.Call)}
        waiting += [local[name] for name in names & local.keys() - seen.keys()]
    return tuple(node for each in seen.values() for node in ast.walk(each) if isinstance(node, ast.Call))


def test_a_command_takes_the_session_and_by_keyword_the_actor_and_the_day() -> None:
    found = [
        f"{source.at(path, node)} {node.name}: write def {node.name}(session, *, actor, today, ...)"
        for path, node in all_commands()
        if [argument.arg for argument in [*node.args.posonlyargs, *node.args.args]] != ["session"]
        or not {"actor", "today"} <= {argument.arg for argument in node.args.kwonlyargs}
    ]
    assert not found, source.report(found)


def test_a_command_asks_for_the_right() -> None:
    found = [
        f"{source.at(path, node)} {node.name}: call require(session, actor, Action.…) before anything else"
        for path, node in all_commands()
        if not any(source.called(call).rpartition(".")[2] == "require" for call in reached(path, node))
    ]
    assert not found, source.report(found)


def test_a_command_leaves_one_audit_entry() -> None:
    found = [
        f"{source.at(path, node)} {node.name}: has {count} calls of audit.record in reach, one is wanted"
        for path, node in all_commands()
        for count in [entries(path, node)]
        if count != 1
    ]
    assert not found, source.report(found)


def test_every_act_and_subject_in_the_audit_has_its_word() -> None:
    spoken = {"action": ACTIONS, "subject_kind": SUBJECTS}
    found = [
        f"{source.at(path, call)}: {keyword.value.value!r} has no word in core/journal"
        for path in source.files("core/**/*.py")
        for call in source.calls(path)
        if source.called(call) == "audit.record"
        for keyword in call.keywords
        if keyword.arg in spoken
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value not in spoken[keyword.arg]
    ]
    assert not found, source.report(found)


def test_a_command_neither_commits_nor_prints() -> None:
    forbidden = {"session.commit", "session.rollback", "session.begin", "print"}
    found = [
        f"{source.at(path, call)}: {source.called(call)}; ctx.act and the command line commit, once"
        for path in source.files("core/*/commands.py", "core/*/queries.py")
        for call in source.calls(path)
        if source.called(call) in forbidden
    ]
    assert not found, source.report(found)


def test_no_command_calls_another_command_of_its_file() -> None:
    found = [
        f"{source.at(path, call)}: {node.name} calls {source.called(call)}; put what they share in a private function"
        for path, node in all_commands()
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and source.called(call) in {each.name for each in public(path)}
    ]
    assert not found, source.report(found)


def callable_commands() -> list[Callable[..., object]]:
    """The commands of the right form; those of another form fail above."""
    found = []
    for path in command_files():
        module = importlib.import_module(".".join(path.relative_to(source.TOP).with_suffix("").parts))
        found += [getattr(module, node.name) for node in public(path)]
    return [
        command for command in found if {"actor", "today"} <= inspect.signature(command).parameters.keys()
    ]


def test_every_command_refuses_somebody_without_an_account_before_it_looks_at_anything(
    session: Session,
) -> None:
    stranger = Actor(
        id=999_999, name="niemand", display_name="Niemand", role=Role.ADMINISTRATOR, campus_ids=None
    )
    for command in callable_commands():
        others = {
            name: None
            for name in inspect.signature(command).parameters
            if name not in {"session", "actor", "today"}
        }
        with pytest.raises(NotAllowed):
            command(session, actor=stranger, today=date(2026, 11, 21), **others)
        assert not session.new, f"{command.__module__}.{command.__name__} wrote before it asked for the right"
        assert not session.dirty, (
            f"{command.__module__}.{command.__name__} wrote before it asked for the right"
        )
