"""Attendance in hours and the getuigschriften built from it: courses, lessons, enrolments, cells, papers."""

import sqlalchemy as sa
from alembic import op

from db.migrations import statistics, triggers

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PAPER = "where state = 'open' and subject_kind = 'certificate'"
# Written out: alembic would rebuild these tables on SQLite, with their triggers, for a new column.
ADDED = (
    "alter table course_group add column course_id integer "
    "constraint fk_course_group_course_id_course references course (id)",
    "alter table course_group add column version integer default 1 not null",
    "create index ix_course_group_course_id on course_group (course_id)",
    "alter table deadline add column variant varchar(15) default '' not null",
    "alter table deadline add column also_on date",
    "create index ix_deadline_paper on deadline "
    f"(due_on, subject_id, campus_id, kind, learner_id, stage, state, subject_kind) {PAPER}",
)

OLD_ROLES = "'reader','administrator'"
ROLES = "'reader','teacher','administrator'"


def _let_teachers_in() -> None:
    """A sixth role. SQLite cannot alter a CHECK, and half the schema hangs on this table with cascades, so its own text
    is changed: the way sqlite.org/lang_altertable.html names for a constraint that no stored row breaks.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_account_role"), "account", type_="check")
        op.create_check_constraint(
            op.f("ck_account_role"), "account", f"role in ('coordinator','registrar','manager',{ROLES})"
        )
        return
    version = op.get_bind().scalar(sa.text("pragma schema_version"))
    op.execute(sa.text("pragma writable_schema = on"))
    changed = op.get_bind().execute(
        sa.text(
            "update sqlite_schema set sql = replace(sql, :old, :new) where type = 'table' and name = 'account'"
        ),
        {"old": OLD_ROLES, "new": ROLES},
    )
    assert changed.rowcount == 1
    op.execute(sa.text(f"pragma schema_version = {version + 1}"))
    op.execute(sa.text("pragma writable_schema = reset"))


WITHOUT_TERM = (
    "delivered_on is null and state <> 'lapsed' "
    "and (hold <> '' or correction_on is not null or kind = 'second_taken')"
)


def upgrade() -> None:
    _let_teachers_in()
    op.create_table(
        "attendance_op",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("op", sa.String(length=60), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_op")),
        sa.UniqueConstraint("op", name=op.f("uq_attendance_op_op")),
    )
    with op.batch_alter_table("attendance_op", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_op_done_at"), ["done_at"], unique=False)

    op.create_table(
        "official_blank",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("model_version", sa.String(length=40), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_blank")),
    )
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("campus_id", sa.Integer(), nullable=False),
        sa.Column("trajectory_id", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.String(length=12), nullable=False),
        sa.Column("lesson_unit", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=12), nullable=False),
        sa.Column("recognition_kind", sa.String(length=20), nullable=False),
        sa.Column("recognition_number", sa.String(length=60), nullable=False),
        sa.Column("joint_committee", sa.String(length=20), nullable=False),
        sa.Column("recognised_on", sa.Date(), nullable=True),
        sa.Column("is_mentor_course", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("first_session_exam_on", sa.Date(), nullable=True),
        sa.Column("second_session_from_on", sa.Date(), nullable=True),
        sa.Column("second_session_to_on", sa.Date(), nullable=True),
        sa.Column("skips_holidays", sa.Boolean(), nullable=False),
        sa.Column("vov_form", sa.String(length=10), nullable=False),
        sa.Column("odb_number", sa.String(length=40), nullable=False),
        sa.Column("credits_hundredths", sa.Integer(), nullable=True),
        sa.Column("lesson_periods", sa.Integer(), nullable=True),
        sa.Column("modules", sa.String(length=400), nullable=False),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("category in ('','vocational','general')", name=op.f("ck_course_category")),
        sa.CheckConstraint("organisation in ('school_year','modular')", name=op.f("ck_course_organisation")),
        sa.CheckConstraint(
            "recognition_kind in ('','commission','joint_committee','identification')",
            name=op.f("ck_course_recognition"),
        ),
        sa.CheckConstraint("vov_form in ('','hours','regular')", name=op.f("ck_course_vov_form")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_course_dates")),
        sa.CheckConstraint(
            "first_session_exam_on is null or first_session_exam_on >= starts_on",
            name=op.f("ck_course_first_session"),
        ),
        sa.CheckConstraint("lesson_unit in (50,60)", name=op.f("ck_course_lesson_unit")),
        sa.CheckConstraint(
            "second_session_to_on is null or second_session_to_on >= second_session_from_on",
            name=op.f("ck_course_second"),
        ),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_course_campus_id_campus")),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["course.id"], name=op.f("fk_course_copied_from_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_course_import_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(
            ["trajectory_id"], ["trajectory.id"], name=op.f("fk_course_trajectory_id_trajectory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("code", name=op.f("uq_course_code")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.create_index("ix_course_campus", ["campus_id", "starts_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_course_import_batch_id"), ["import_batch_id"], unique=False)

    op.create_table(
        "course_year",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("planned_minutes >= 0", name=op.f("ck_course_year_planned")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_year_course_id_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("course_id", "school_year", name=op.f("pk_course_year")),
    )
    op.create_table(
        "group_teacher",
        sa.Column("course_group_id", sa.Integer(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_group_id"],
            ["course_group.id"],
            name=op.f("fk_group_teacher_course_group_id_course_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_group_teacher_staff_member_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("course_group_id", "staff_member_id", name=op.f("pk_group_teacher")),
    )
    with op.batch_alter_table("group_teacher", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_group_teacher_staff_member_id"), ["staff_member_id"], unique=False
        )

    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_group_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("given_minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("moved_to_id", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(length=120), nullable=False),
        sa.Column("list_received_on", sa.Date(), nullable=True),
        sa.Column("list_received_by", sa.String(length=120), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("weekday between 1 and 7", name=op.f("ck_lesson_weekday")),
        sa.CheckConstraint("(state = 'planned') = (reason = '')", name=op.f("ck_lesson_reason")),
        sa.CheckConstraint("kind in ('contact','placement','self_study')", name=op.f("ck_lesson_kind")),
        sa.CheckConstraint("state <> 'cancelled' or given_minutes = 0", name=op.f("ck_lesson_cancelled")),
        sa.CheckConstraint("state <> 'credited' or given_minutes = minutes", name=op.f("ck_lesson_credited")),
        sa.CheckConstraint("state in ('planned','cancelled','credited')", name=op.f("ck_lesson_state")),
        sa.CheckConstraint("given_minutes >= 0 and given_minutes <= minutes", name=op.f("ck_lesson_given")),
        sa.CheckConstraint("minutes > 0 and minutes <= ends_at - starts_at", name=op.f("ck_lesson_minutes")),
        sa.CheckConstraint(
            "starts_at >= 0 and ends_at <= 1440 and starts_at < ends_at", name=op.f("ck_lesson_hours")
        ),
        sa.ForeignKeyConstraint(
            ["course_group_id"], ["course_group.id"], name=op.f("fk_lesson_course_group_id_course_group")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_lesson_import_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(["moved_to_id"], ["lesson.id"], name=op.f("fk_lesson_moved_to_id_lesson")),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["staff_member.id"], name=op.f("fk_lesson_teacher_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.create_index("ix_lesson_group", ["course_group_id", "held_on", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_lesson_import_batch_id"), ["import_batch_id"], unique=False)
        batch_op.create_index("ix_lesson_teacher", ["teacher_id", "held_on"], unique=False)
        batch_op.create_index(
            "ix_lesson_to_enter",
            ["held_on", "course_group_id"],
            unique=False,
            sqlite_where=sa.text("closed_on is null and state = 'planned'"),
            postgresql_where=sa.text("closed_on is null and state = 'planned'"),
        )
        batch_op.create_index(
            "uq_lesson_moment",
            ["course_group_id", "held_on", "starts_at"],
            unique=True,
            sqlite_where=sa.text("state <> 'cancelled'"),
            postgresql_where=sa.text("state <> 'cancelled'"),
        )

    op.create_table(
        "timetable_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_group_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind in ('contact','placement','self_study')", name=op.f("ck_timetable_slot_kind")
        ),
        sa.CheckConstraint("(weekday is null) <> (held_on is null)", name=op.f("ck_timetable_slot_day")),
        sa.CheckConstraint(
            "minutes > 0 and minutes <= ends_at - starts_at", name=op.f("ck_timetable_slot_minutes")
        ),
        sa.CheckConstraint(
            "starts_at >= 0 and ends_at <= 1440 and starts_at < ends_at", name=op.f("ck_timetable_slot_hours")
        ),
        sa.CheckConstraint(
            "weekday is null or weekday between 1 and 7", name=op.f("ck_timetable_slot_weekday")
        ),
        sa.ForeignKeyConstraint(
            ["course_group_id"],
            ["course_group.id"],
            name=op.f("fk_timetable_slot_course_group_id_course_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["staff_member.id"], name=op.f("fk_timetable_slot_teacher_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetable_slot")),
    )
    with op.batch_alter_table("timetable_slot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_timetable_slot_course_group_id"), ["course_group_id"], unique=False
        )

    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("campus_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("regime", sa.String(length=15), nullable=False),
        sa.Column("employer_name", sa.String(length=160), nullable=False),
        sa.Column("employer_number", sa.String(length=10), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("stop_kind", sa.String(length=15), nullable=False),
        sa.Column("final_assessment", sa.String(length=20), nullable=False),
        sa.Column("final_assessment_on", sa.Date(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(stopped_on is null) = (stop_kind = '')", name=op.f("ck_enrolment_stopped")),
        sa.CheckConstraint(
            "final_assessment in ('','taken','missed_justified','missed')",
            name=op.f("ck_enrolment_final_assessment"),
        ),
        sa.CheckConstraint(
            "regime in ('','bev_brussels','bev_flanders','vov')", name=op.f("ck_enrolment_regime")
        ),
        sa.CheckConstraint(
            "stop_kind in ('','announced','not_attended')", name=op.f("ck_enrolment_stop_kind")
        ),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_enrolment_campus_id_campus")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_enrolment_course_id_course")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_enrolment_import_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_enrolment_learner_id_learner")),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_enrolment_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index("ix_enrolment_course", ["course_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_import_batch_id"), ["import_batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_participation_id"), ["participation_id"], unique=False)
        batch_op.create_index(
            "uq_enrolment_running",
            ["course_id", "learner_id"],
            unique=True,
            sqlite_where=sa.text("stopped_on is null"),
            postgresql_where=sa.text("stopped_on is null"),
        )

    op.create_table(
        "attendance_cell",
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("justified", sa.Integer(), nullable=False),
        sa.Column("unjustified", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "code <> '' or present + justified + unjustified = 0", name=op.f("ck_attendance_cell_empty")
        ),
        sa.CheckConstraint(
            "present >= 0 and justified >= 0 and unjustified >= 0", name=op.f("ck_attendance_cell_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_cell_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_attendance_cell_lesson_id_lesson")
        ),
        sa.PrimaryKeyConstraint("lesson_id", "enrolment_id", name=op.f("pk_attendance_cell")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("attendance_cell", schema=None) as batch_op:
        batch_op.create_index("ix_attendance_cell_enrolment", ["enrolment_id", "lesson_id"], unique=False)
        batch_op.create_index(
            "ix_attendance_cell_missed",
            ["enrolment_id", "unjustified"],
            unique=False,
            sqlite_where=sa.text("unjustified > 0"),
            postgresql_where=sa.text("unjustified > 0"),
        )
        batch_op.create_index(
            "ix_attendance_cell_unbacked",
            ["lesson_id", "enrolment_id"],
            unique=False,
            sqlite_where=sa.text("unjustified > 0 and code >= 'G' and code < 'H'"),
            postgresql_where=sa.text("unjustified > 0 and code >= 'G' and code < 'H'"),
        )

    op.create_table(
        "attendance_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("old_code", sa.String(length=8), nullable=False),
        sa.Column("new_code", sa.String(length=8), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_change_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_attendance_change_lesson_id_lesson")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_change")),
    )
    with op.batch_alter_table("attendance_change", schema=None) as batch_op:
        batch_op.create_index("ix_attendance_change_cell", ["enrolment_id", "lesson_id", "id"], unique=False)

    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("campus_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("period_number", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("counts_from_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("hold", sa.String(length=30), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("printed_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signatory_id", sa.Integer(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivery_way", sa.String(length=10), nullable=False),
        sa.Column("delivered_by", sa.String(length=120), nullable=False),
        sa.Column("late_reason", sa.String(length=30), nullable=False),
        sa.Column("late_action", sa.String(length=300), nullable=False),
        sa.Column("correction_reason", sa.String(length=300), nullable=False),
        sa.Column("correction_by", sa.String(length=120), nullable=False),
        sa.Column("correction_on", sa.Date(), nullable=True),
        sa.Column("earlier_number", sa.String(length=40), nullable=False),
        sa.Column("earlier_issued_on", sa.Date(), nullable=True),
        sa.Column("earlier_delivered_on", sa.Date(), nullable=True),
        sa.Column("earlier_destroyed_on", sa.Date(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(delivered_on is null) = (delivery_way = '')", name=op.f("ck_certificate_delivered")
        ),
        sa.CheckConstraint(
            "(kind = 'assiduity') = (from_on is not null)", name=op.f("ck_certificate_period")
        ),
        sa.CheckConstraint(
            "delivery_way in ('','hand','post','mail')", name=op.f("ck_certificate_delivery_way")
        ),
        sa.CheckConstraint(
            "kind in ('enrolment','assiduity','second_notice','second_taken','vov_enrolment')",
            name=op.f("ck_certificate_kind"),
        ),
        sa.CheckConstraint(
            "(earlier_issued_on is null) = (earlier_number = '')", name=op.f("ck_certificate_earlier")
        ),
        sa.CheckConstraint(
            "earlier_issued_on is not null or (earlier_delivered_on is null and earlier_destroyed_on is null)",
            name=op.f("ck_certificate_earlier_life"),
        ),
        sa.CheckConstraint(
            "state <> 'issued' or document_id is not null "
            "or (earlier_issued_on is not null and earlier_destroyed_on is null)",
            name=op.f("ck_certificate_issued"),
        ),
        sa.CheckConstraint("state in ('due','issued','lapsed')", name=op.f("ck_certificate_state")),
        sa.CheckConstraint("(from_on is null) = (to_on is null)", name=op.f("ck_certificate_period_ends")),
        sa.CheckConstraint("to_on is null or to_on >= from_on", name=op.f("ck_certificate_period_dates")),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_certificate_campus_id_campus")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_certificate_course_id_course")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_certificate_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_certificate_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_certificate_import_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_certificate_learner_id_learner")
        ),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_certificate_signatory_id_signatory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index("ix_certificate_course", ["course_id", "kind", "to_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_certificate_import_batch_id"), ["import_batch_id"], unique=False)
        batch_op.create_index("ix_certificate_learner", ["learner_id"], unique=False)
        batch_op.create_index(
            "ix_certificate_undelivered",
            ["campus_id", "state", "id"],
            unique=False,
            sqlite_where=sa.text("delivered_on is null and state <> 'lapsed'"),
            postgresql_where=sa.text("delivered_on is null and state <> 'lapsed'"),
        )
        batch_op.create_index(
            "ix_certificate_without_term",
            ["id", "campus_id", "hold", "kind", "learner_id", "delivered_on", "state", "correction_on"],
            unique=False,
            sqlite_where=sa.text(WITHOUT_TERM),
            postgresql_where=sa.text(WITHOUT_TERM),
        )
        batch_op.create_index(
            "ix_certificate_delivered",
            ["delivered_on", "id", "campus_id", "kind"],
            unique=False,
            sqlite_where=sa.text("delivered_on is not null"),
            postgresql_where=sa.text("delivered_on is not null"),
        )
        batch_op.create_index(
            "ix_certificate_earlier",
            ["earlier_issued_on", "id"],
            unique=False,
            sqlite_where=sa.text("earlier_issued_on is not null"),
            postgresql_where=sa.text("earlier_issued_on is not null"),
        )
        batch_op.create_index(
            "uq_certificate_owed", ["enrolment_id", "kind", "school_year", "period_number"], unique=True
        )

    op.create_table(
        "exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_exemption_dates")),
        sa.CheckConstraint("weekday is null or weekday between 1 and 7", name=op.f("ck_exemption_weekday")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_exemption_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
    )
    with op.batch_alter_table("exemption", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exemption_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "group_membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("course_group_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint("until_on is null or until_on >= from_on", name=op.f("ck_group_membership_dates")),
        sa.ForeignKeyConstraint(
            ["course_group_id"],
            ["course_group.id"],
            name=op.f("fk_group_membership_course_group_id_course_group"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_group_membership_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_membership")),
    )
    with op.batch_alter_table("group_membership", schema=None) as batch_op:
        batch_op.create_index("ix_group_membership_enrolment", ["enrolment_id", "from_on"], unique=False)
        batch_op.create_index("ix_group_membership_group", ["course_group_id", "from_on"], unique=False)

    op.create_table(
        "justification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=1), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("evidence_seen_on", sa.Date(), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("term_days", sa.Integer(), nullable=False),
        sa.Column("noted_by", sa.String(length=120), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ground in ('Z','V','L','S','W','A','K')", name=op.f("ck_justification_ground")),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_justification_dates")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_justification_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_justification")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("justification", schema=None) as batch_op:
        batch_op.create_index("ix_justification_enrolment", ["enrolment_id", "first_on"], unique=False)

    op.create_table(
        "lesson_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(length=120), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("way in ('eid','itsme','other')", name=op.f("ck_lesson_signature_way")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_lesson_signature_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_signature_lesson_id_lesson")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_signature")),
    )
    with op.batch_alter_table("lesson_signature", schema=None) as batch_op:
        batch_op.create_index("ix_lesson_signature_enrolment", ["enrolment_id"], unique=False)
        batch_op.create_index("uq_lesson_signature_cursist", ["lesson_id", "enrolment_id"], unique=True)
        batch_op.create_index(
            "uq_lesson_signature_teacher",
            ["lesson_id"],
            unique=True,
            sqlite_where=sa.text("enrolment_id is null"),
            postgresql_where=sa.text("enrolment_id is null"),
        )

    op.create_table(
        "second_session",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("exam_days", sa.JSON(), nullable=False),
        sa.Column("took_part", sa.Boolean(), nullable=True),
        sa.Column("noted_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_second_session_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_second_session")),
    )
    op.create_table(
        "vov_filing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("given_minutes", sa.Integer(), nullable=False),
        sa.Column("present_minutes", sa.Integer(), nullable=False),
        sa.Column("justified_minutes", sa.Integer(), nullable=False),
        sa.Column("unjustified_minutes", sa.Integer(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("filed_by", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=120), nullable=False),
        sa.Column("withdrawn_reason", sa.String(length=300), nullable=False),
        sa.Column("is_replaced", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_on is null) = (withdrawn_by = '')", name=op.f("ck_vov_filing_withdrawn")
        ),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_vov_filing_dates")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_vov_filing_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vov_filing")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("vov_filing", schema=None) as batch_op:
        batch_op.create_index("ix_vov_filing_enrolment", ["enrolment_id", "from_on"], unique=False)
        batch_op.create_index(
            "uq_vov_filing_living",
            ["enrolment_id", "from_on"],
            unique=True,
            sqlite_where=sa.text("withdrawn_on is null"),
            postgresql_where=sa.text("withdrawn_on is null"),
        )

    dialect = op.get_bind().dialect.name
    counted = statistics.PAPERS if dialect == "sqlite" else ()
    for statement in [*ADDED, *triggers.freezing(dialect, triggers.FROZEN_ATTENDANCE), *counted]:
        op.execute(sa.text(statement.replace(":", "\\:")))


def downgrade() -> None:
    raise RuntimeError("attendance and papers cannot be expressed in the schema before it")
