"""What may be kept as evidence, under which name it is kept and leaves, and that it never changes."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.errors import InvalidInput, NotAllowed, NotFound
from core.evidence import files
from core.evidence.files import Upload
from db.models import AccessEntry, Evidence
from tests import factories
from tests.core.conftest import Refused
from tests.factories import Provider

PDF, PNG, JPEG = b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n x", b"\xff\xd8\xff\xe0 x"


def keep(session: Session, given: Provider, upload: Upload) -> Evidence:
    key = files.keep(
        session,
        given.coordinator,
        upload,
        subject_kind="proof",
        subject_id=7,
        learner_id=None,
        campus_id=given.campus.id,
    )
    return session.get_one(Evidence, key)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")],
    ids=["pdf", "png", "jpeg"],
)
def test_the_first_bytes_decide_whatever_the_name_says(
    session: Session, given: Provider, content: bytes, kind: str
) -> None:
    kept = keep(session, given, Upload("macro.xlsm", content))
    assert (kept.media_type, kept.content, len(kept.sha256)) == (kind, content, 64)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "leeg"),
        (b"<html>%PDF-", "geen PDF, PNG of JPEG"),
        (b"GIF89a", "geen PDF, PNG of JPEG"),
        (PNG[:7], "geen PDF, PNG of JPEG"),
        (PDF + bytes(files.MOST_BYTES), "hoogstens 5 MB"),
    ],
    ids=["empty", "html", "gif", "half a png", "too large"],
)
def test_anything_else_is_refused_with_the_way_out(
    session: Session, given: Provider, refused: Refused, content: bytes, sentence: str
) -> None:
    with refused(InvalidInput, sentence):
        keep(session, given, Upload("x.pdf", content))
    assert session.scalars(select(Evidence)).all() == []


def test_a_file_of_exactly_the_limit_is_kept(session: Session, given: Provider) -> None:
    assert len(keep(session, given, Upload("x.pdf", PDF.ljust(files.MOST_BYTES, b"x"))).content) == 5 << 20


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\map\\scherm.png", "scherm.png"),
        ("../../etc/passwd", "passwd"),
        ("a<b>\u202egnp.png", "a_b_gnp.png"),
        ("", "bewijsstuk"),
        ("x" * 200 + ".png", "x" * 116 + ".png"),
    ],
)
def test_a_name_is_kept_without_its_path_and_strange_signs(
    session: Session, given: Provider, name: str, kept: str
) -> None:
    assert keep(session, given, Upload(name, PNG)).name == kept


def test_it_leaves_under_a_name_that_names_nobody_after_the_look_was_logged(
    session: Session, given: Provider
) -> None:
    kept = keep(session, given, Upload("Zoë Janssens.jpeg", JPEG))
    found = files.open_file(session, actor=given.coordinator, evidence_id=kept.id)
    assert (found.name, found.content) == (f"bewijsstuk-{kept.id}.jpg", JPEG)
    look = session.scalars(select(AccessEntry)).one()
    assert (look.what, look.subject) == ("evidence", f"evidence {kept.id}")
    assert "Janssens" not in repr(Upload("x", b"Janssens")) + repr(found)


def test_who_may_not_read_documents_and_another_campus_get_nothing(
    session: Session, given: Provider, refused: Refused
) -> None:
    kept = keep(session, given, Upload("x.png", PNG))
    with refused(NotAllowed):
        files.open_file(session, actor=factories.actor(session, Role.READER), evidence_id=kept.id)
    limited = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    with refused(NotFound):
        files.open_file(session, actor=limited, evidence_id=kept.id)
    with refused(NotFound):
        files.open_file(session, actor=given.coordinator, evidence_id=999_999)
    assert session.scalars(select(AccessEntry)).all() == []


def test_lists_show_them_oldest_first_without_their_bytes(session: Session, given: Provider) -> None:
    for name in ("een.png", "twee.png"):
        keep(session, given, Upload(name, PNG))
    found = files.of(session, subject_kind="proof", subject_id=7)
    assert [(each.name, each.size, each.added_by) for each in found] == [
        ("een.png", len(PNG), given.coordinator.display_name), ("twee.png", len(PNG), given.coordinator.display_name),
    ]  # fmt: skip
    assert files.of(session, subject_kind="proof", subject_id=8) == []


@pytest.mark.parametrize("statement", ["update evidence set name = 'x'", "delete from evidence"])
def test_the_database_itself_lets_nothing_of_it_change(
    session: Session, given: Provider, statement: str
) -> None:
    keep(session, given, Upload("x.png", PNG))
    with pytest.raises(DBAPIError), session.begin_nested():
        session.execute(text(statement))


def test_it_follows_what_it_shows_to_another_campus(
    session: Session, given: Provider, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    key = files.keep(
        session, given.coordinator, Upload("x.png", PNG), subject_kind="proof", subject_id=proof.id,
        learner_id=proof.learner_id, campus_id=proof.campus_id,
    )  # fmt: skip
    proof.campus_id = given.other.id
    session.flush()
    with refused(NotFound):
        files.open_file(
            session,
            actor=factories.actor(session, Role.REGISTRAR, campuses=[given.campus]),
            evidence_id=key,
        )
    there = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    assert files.open_file(session, actor=there, evidence_id=key).content == PNG


def test_without_a_campus_it_is_for_who_may_see_the_person(
    session: Session, given: Provider, refused: Refused
) -> None:
    person = factories.learner(session)
    key = files.keep(
        session, given.coordinator, Upload("x.png", PNG), subject_kind="prior_learning", subject_id=3,
        learner_id=person.id, campus_id=None,
    )  # fmt: skip
    here = factories.actor(session, Role.REGISTRAR, campuses=[given.campus])
    assert files.open_file(session, actor=here, evidence_id=key).content == PNG
    factories.participation(session, learner=person, trajectory=given.trajectory, campus=given.other)
    with refused(NotFound):
        files.open_file(session, actor=here, evidence_id=key)
