"""No table is forgotten: every one has a term, goes along, stays for a reason, or tells of nobody; and an export of a
person knows every link, every kind of subject, every column of bytes and every JSON that may name somebody.
"""

import ast

from sqlalchemy import JSON, LargeBinary

from core.journal.sentences import SUBJECTS
from core.provider_settings.registry import BY_KEY
from core.retention.past import STATEMENTS
from core.retention.registry import GO_ALONG, KINDS, OF_NOBODY, STAYS
from core.subject import links, records, removing, traces, words
from db.maintenance import THAWED
from db.migrations.triggers import FROZEN
from db.models import Base
from tests.house import source

# JSON that names people by keys: walked by core.subject.traces. The others name nobody, and why.
JSON_OF_PEOPLE = {("import_row", "before"), ("undo_step", "payload")}
JSON_OF_NOBODY = {
    ("import_batch", "counts"): "figures",
    ("import_batch", "touched"): "how often a key was changed; emptied with the rows",
    ("import_row", "warnings"): "codes; the row itself is found",
    ("official_blank", "fields"): "positions on a blank",
    ("official_blank", "kinds"): "kinds of paper",
    ("operation", "result"): "keys and numbers of papers; gone after its own term",
    ("reconciliation", "counts"): "figures",
    ("reconciliation", "mapping"): "headers of a sheet",
    ("saved_view", "filters"): "filters",
}
RESULT_ONLY = {"access_entry", "audit_entry", "tombstone"}


def json_columns() -> set[tuple[str, str]]:
    return {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, JSON)
    }


def test_every_table_has_a_term_goes_along_stays_for_a_reason_or_tells_of_nobody() -> None:
    places = [table for kind in KINDS for table in kind.tables]
    places += [*GO_ALONG, *(table for stays in STAYS for table in stays.tables), *OF_NOBODY]
    twice = {table for table in places if places.count(table) > 1}
    assert not twice, f"stands in two places of core/retention/registry.py: {sorted(twice)}"
    missing = set(Base.metadata.tables) - set(places)
    assert not missing, f"say in core/retention/registry.py how long these are kept: {sorted(missing)}"
    assert set(places) == set(Base.metadata.tables)


def test_every_kind_has_its_setting_and_its_statement() -> None:
    assert [kind.key for kind in KINDS if kind.key not in BY_KEY] == []
    assert {kind.code for kind in KINDS} == set(STATEMENTS)


def test_what_tells_of_nobody_hangs_on_no_person() -> None:
    assert OF_NOBODY & links.personal_tables() == set()


def test_everything_that_hangs_on_a_person_has_a_word_and_every_word_a_table() -> None:
    beside = {"handover_session", "staff_member", "counter_right", "reconciliation"}
    assert links.personal_tables() - beside - set(words.TABLES) == set()
    assert set(words.TABLES) <= set(Base.metadata.tables)


def test_every_table_with_a_link_to_a_person_is_reached() -> None:
    linked = {
        table.name
        for table in Base.metadata.sorted_tables
        if "learner_id" in table.columns
        or any(key.column.table.name == "learner" for key in table.foreign_keys)
    }
    assert linked <= links.personal_tables()
    assert {"document_event", "history_event", "achieved_part", "undo_step", "import_row"} - {
        "undo_step"
    } <= links.personal_tables()


def test_every_column_of_bytes_of_a_person_is_a_file_or_is_masked() -> None:
    columns = {
        (table, column.name)
        for table in links.personal_tables()
        for column in Base.metadata.tables[table].columns
        if isinstance(column.type, LargeBinary)
    }
    assert columns == set(records.SEALED) | records.FILES, "say in core/subject/records.py how these leave"


def test_every_json_is_known_to_name_nobody_or_is_walked() -> None:
    of_rows = {place for place in json_columns() if place[0] in links.personal_tables()}
    known = JSON_OF_PEOPLE | set(JSON_OF_NOBODY) | of_rows
    assert json_columns() - known == set(), "may it name a person? then core/subject/traces.py has to walk it"
    assert traces.import_rows
    assert traces.undo_steps


def test_every_kind_of_subject_is_a_record_or_names_none() -> None:
    known = set(links.RECORDS) | links.NO_RECORDS
    assert set(SUBJECTS) - known == set(), "say in core/subject/links.py which table this names"
    spoken = {
        f"{source.at(path, call)}: {keyword.value.value}"
        for path in source.files("core/**/*.py")
        for call in source.calls(path)
        if source.called(call) != "Tombstone"  # names the table itself
        for keyword in call.keywords
        if keyword.arg == "subject_kind"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value not in known
    }
    named = {
        f"{source.at(path, node)}: {node.value.value}"
        for path in source.files("core/*/*.py")
        for node in source.nodes(path)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "SUBJECT" for target in node.targets)
        and isinstance(node.value, ast.Constant)
        and " " not in str(node.value.value)
        and node.value.value not in known
    }
    assert not spoken | named, source.report(sorted(spoken | named))


def test_every_frozen_table_of_a_person_can_be_thawed_by_the_owner_and_the_chain_cannot() -> None:
    assert set(FROZEN) - set(THAWED) == set(removing.OUTLIVE)
    assert set(removing.BURIED) >= {"document", "evidence", "learner", "proof"}
