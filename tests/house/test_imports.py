"""Who may import whom: Home.py, pages/ -> core/ -> db/, with db/ and core/rules/ as leaves.

The message names the cure. A better arrow than the one drawn here is a change of this table and a paragraph in DECISIONS.md.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house import source

NO_SQL = "write a query in a slice (core/<slice>/queries.py) and read it with ctx.read"
NO_STREAMLIT = "only core/ui draws: return plain rows and let a page or core/ui show them"
NO_SESSION = "take `session` as the first argument; the page, the route or the command line opens it"
NO_PAGES = "a page is a script, not a module: move what is shared to core/ui or to a slice"
NO_CLOCK = (
    "take `today` (or an instant) as a keyword argument; ctx, the route or the command line reads the clock"
)
NO_UP = "the arrow points down: what both need belongs in a slice"
LEAF = "this is a leaf: pass the value in instead of importing its owner"


@dataclass(frozen=True, slots=True)
class Zone:
    """Some files, and the modules they may never import, each with the cure."""

    name: str
    patterns: tuple[str, ...]
    never: dict[str, str]
    but: tuple[str, ...] = ()


SLICE = {
    "streamlit": NO_STREAMLIT,
    "starlette": "the routes of core/web speak HTTP",
    "pages": NO_PAGES,
    "Home": NO_PAGES,
    "core.ui": NO_UP,
    "core.web": NO_UP,
    "db.session": NO_SESSION,
}
CORE_ITSELF = ("ui", "web", "rules", "documents", "access", "i18n", "terminal")
SLICES = tuple(
    f"{source.name(folder)}/**/*.py"
    for folder in sorted(source.TOP.glob("core/*"))
    if folder.is_dir() and folder.name not in CORE_ITSELF
)
ZONES = (
    Zone(
        "pages",
        ("pages/*.py",),
        {
            "db": NO_SQL,
            "sqlalchemy": NO_SQL,
            "pages": NO_PAGES,
            "Home": NO_PAGES,
            "core.web": "link to the route with core.ui.labels or core.ui.page",
            "core.clock": "use ctx.today",
            "core.settings": "let core/ui or a slice read the setting",
            "core.audit": "a command writes the audit entry",
        },
    ),
    Zone("Home.py", ("Home.py",), {"db": NO_SQL, "sqlalchemy": NO_SQL, "pages": NO_PAGES}),
    Zone(
        "core.ui", ("core/ui/**/*.py",), {"db.models": NO_SQL, "sqlalchemy.select": NO_SQL, "pages": NO_PAGES}
    ),
    Zone(
        "core.web",
        ("core/web/**/*.py",),
        {"streamlit": NO_STREAMLIT, "pages": NO_PAGES, "core.ui": NO_UP},
        # Starting the server is setting Streamlit's configuration: DECISIONS.md, "The binding must not fail open".
        but=("core/web/serve.py",),
    ),
    Zone("slices", SLICES, SLICE),
    Zone(
        "core.access",
        ("core/access/**/*.py",),
        {key: cure for key, cure in SLICE.items() if key != "starlette"},
        but=("core/access/gate.py",),
    ),
    # Whether a session has ended is a question about this instant, so core.access may ask it.
    Zone("queries", ("core/*/queries.py",), {"core.clock": NO_CLOCK}, but=("core/access/queries.py",)),
    Zone(
        "charts and documents",
        ("core/*/charts.py", "core/documents/**/*.py"),
        {
            "db": "draw from the row or content dataclass you were given",
            "sqlalchemy": "draw from the row or content dataclass you were given",
            "streamlit": NO_STREAMLIT,
            "core.clock": NO_CLOCK,
            "core.ui": NO_UP,
            "core.web": NO_UP,
            "pages": NO_PAGES,
        },
    ),
    Zone(
        "core top level",
        ("core/*.py", "core/i18n/*.py"),
        {
            "streamlit": NO_STREAMLIT,
            "pages": NO_PAGES,
            "core.ui": NO_UP,
            "core.web": NO_UP,
            "db.session": NO_SESSION,
        },
        but=("core/__main__.py", "core/startup.py", "core/clock.py"),
    ),
    Zone(
        "core.terminal",
        ("core/terminal/**/*.py",),
        {"streamlit": NO_STREAMLIT, "pages": NO_PAGES, "core.ui": NO_UP, "db.models": NO_SQL},
    ),
    Zone(
        "core.rules",
        ("core/rules/**/*.py",),
        {"db": LEAF, "pages": LEAF, "streamlit": LEAF, "sqlalchemy": LEAF},
    ),
    Zone("db", ("db/**/*.py",), {"core": LEAF, "pages": LEAF, "streamlit": LEAF}),
)
# A slice whose commands may be called, and by whom; no circle can be written with these arrows.
COMMANDS_MAY_CALL = {
    "organisation": {"access"},
    "attendance": {"proofs", "learners"},
    "mobility": {"proofs", "learners"},
    "certificates": {"learners"},
    "enrolments": {"trajectories"},
    "trajectories": {"proofs", "learners"},
    "proofs": {"learners"},
    "reconciliation": {"proofs"},
    # The practice provider lives by the acts that the screens use.
    "demo": {
        "proofs",
        "reconciliation",
        "rights",
        "courses",
        "enrolments",
        "attendance",
        "certificates",
        "vov",
    },
    "imports": {
        "attendance",
        "certificates",
        "courses",
        "enrolments",
        "trajectories",
        "proofs",
        "learners",
        "workplaces",
    },
}


def violations(zone: Zone) -> list[str]:
    """Each forbidden import of a zone, with its cure."""
    return [
        f"{source.at(path, node)} imports {module}: {cure}"
        for path in source.files(*zone.patterns)
        if source.name(path) not in zone.but
        for node, module in source.imports(path)
        for prefix, cure in zone.never.items()
        if source.is_within(module, prefix)
    ]


@pytest.mark.parametrize("zone", ZONES, ids=lambda zone: zone.name)
def test_a_zone_imports_only_what_lies_below_it(zone: Zone) -> None:
    found = violations(zone)
    assert not found, source.report(found)


def test_the_rules_import_the_standard_library_yaml_holidays_and_numpy_and_nothing_else() -> None:
    allowed = sys.stdlib_module_names | {"yaml", "holidays", "numpy", "_typeshed"}
    found = [
        f"{source.at(path, node)} imports {module}: {LEAF}"
        for path in source.files("core/rules/**/*.py")
        for node, module in source.imports(path)
        if module.partition(".")[0] not in allowed and not source.is_within(module, "core.rules")
    ]
    assert not found, source.report(found)


def test_the_database_imports_the_standard_library_and_sqlalchemy_and_nothing_else() -> None:
    allowed = sys.stdlib_module_names | {"sqlalchemy", "alembic", "db"}
    found = [
        f"{source.at(path, node)} imports {module}: {LEAF}"
        for path in source.files("db/**/*.py")
        for node, module in source.imports(path)
        if module.partition(".")[0] not in allowed
    ]
    assert not found, source.report(found)


def test_only_core_ui_and_the_pages_import_streamlit() -> None:
    allowed = ("Home.py", "pages/", "core/ui/", "core/web/serve.py", "core/__main__.py", "core/clock.py")
    found = [
        f"{source.at(path, node)} imports {module}: {NO_STREAMLIT}"
        for path in source.files(*source.PRODUCT)
        if not source.name(path).startswith(allowed)
        for node, module in source.imports(path)
        if source.is_within(module, "streamlit")
    ]
    assert not found, source.report(found)


def test_commands_of_another_slice_are_called_in_one_direction_only() -> None:
    found = [
        f"{source.at(path, node)} imports {module}: "
        f"{slice_of(path)} may call the commands of {sorted(COMMANDS_MAY_CALL.get(slice_of(path), set())) or 'no slice'}"
        for path in source.files("core/*/**/*.py")
        if slice_of(path) not in {"ui", "web", "terminal"}
        for node, module in source.imports(path)
        if is_foreign_command(path, module)
    ]
    assert not found, source.report(found)


def slice_of(path: Path) -> str:
    """core/proofs/queries.py -> proofs."""
    return source.name(path).split("/")[1]


def is_foreign_command(path: Path, module: str) -> bool:
    """Does this import reach the commands of a slice this one may not call?"""
    parts = module.split(".")
    if len(parts) < 3 or parts[0] != "core" or parts[2] != "commands" or parts[1] == slice_of(path):
        return False
    return parts[1] not in COMMANDS_MAY_CALL.get(slice_of(path), set())


def test_the_arrows_between_commands_hold_no_circle() -> None:
    def reaches(start: str, seen: frozenset[str]) -> frozenset[str]:
        further = COMMANDS_MAY_CALL.get(start, set()) - seen
        return seen.union(*(reaches(each, seen | {each}) for each in further))

    assert [start for start in COMMANDS_MAY_CALL if start in reaches(start, frozenset())] == []
