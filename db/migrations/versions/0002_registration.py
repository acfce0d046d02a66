"""Registration in LED: rights, tasks, problems, tickets, evidence, reconciliation, settings of our own."""

import sqlalchemy as sa
from alembic import op

from db.migrations import statistics, triggers

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Written out: alembic would rebuild these tables on SQLite, with a million rows and their triggers, for a new column.
ADDED = (
    "create index ix_participation_learner_id on participation (learner_id)",
    "create index ix_learner_merged on learner (merged_into_id) where merged_into_id is not null",
    "alter table organisation add column legal_representative varchar(120) default '' not null",
    "alter table organisation add column legal_representative_on date",
    "alter table proof add column entered_on date",
    "alter table proof add column led_cancelled_on date",
    "alter table proof add column entered_by_id integer "
    "constraint fk_proof_entered_by_id_staff_member references staff_member (id)",
    "create index ix_proof_to_confirm on proof (campus_id, entered_on) "
    "where entered_on is not null and registered_on is null",
)


def upgrade() -> None:
    op.create_table(
        "first_use_step",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_first_use_step")),
    )
    op.create_table(
        "history_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old_value", sa.String(length=1000), nullable=False),
        sa.Column("new_value", sa.String(length=1000), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_event")),
    )
    with op.batch_alter_table("history_event", schema=None) as batch_op:
        batch_op.create_index("ix_history_event_subject", ["subject_kind", "subject_id", "id"], unique=False)

    op.create_table(
        "own_setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=400), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_own_setting")),
    )
    op.create_table(
        "reconciliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_by", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("is_limited", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_reconciliation_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rule_setting_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(length=60), nullable=False),
        sa.Column("parameter", sa.String(length=40), nullable=False),
        sa.Column("old_value", sa.String(length=40), nullable=False),
        sa.Column("new_value", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_setting_change")),
    )
    with op.batch_alter_table("rule_setting_change", schema=None) as batch_op:
        batch_op.create_index("ix_rule_setting_change_rule", ["rule_id", "id"], unique=False)

    op.create_table(
        "tombstone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("record_on", sa.Date(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
    )
    with op.batch_alter_table("tombstone", schema=None) as batch_op:
        batch_op.create_index("ix_tombstone_subject", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "handover_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_handover_session_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_session")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("handover_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_session_account_id"), ["account_id"], unique=False)

    op.create_table(
        "reconciliation_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reconciliation_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("cause", sa.String(length=30), nullable=False),
        sa.Column("other_row", sa.Integer(), nullable=True),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("learner_id", sa.Integer(), nullable=True),
        sa.Column("campus_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.Column("signature", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=30), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind in ('missing','unknown','double','different','to_register','invalid')",
            name=op.f("ck_reconciliation_row_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["carried_from_id"],
            ["reconciliation_row.id"],
            name=op.f("fk_reconciliation_row_carried_from_id_reconciliation_row"),
        ),
        sa.ForeignKeyConstraint(
            ["reconciliation_id"],
            ["reconciliation.id"],
            name=op.f("fk_reconciliation_row_reconciliation_id_reconciliation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation_row")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reconciliation_row", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reconciliation_row_carried_from_id"), ["carried_from_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reconciliation_row_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index("ix_reconciliation_row_list", ["reconciliation_id", "kind", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reconciliation_row_proof_id"), ["proof_id"], unique=False)
        batch_op.create_index("ix_reconciliation_row_signature", ["signature", "decision"], unique=False)

    op.create_table(
        "staff_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("is_local_administrator", sa.Boolean(), nullable=False),
        sa.Column("registers", sa.Boolean(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("function_on", sa.Date(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on is null or ends_on >= begins_on", name=op.f("ck_staff_member_dates")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_staff_member_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_staff_member_import_batch_id_import_batch"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        sa.UniqueConstraint("account_id", name=op.f("uq_staff_member_account_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_staff_member_import_batch_id"), ["import_batch_id"], unique=False
        )

    op.create_table(
        "counter_right",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=False),
        sa.Column("profile", sa.String(length=40), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("granted_by", sa.String(length=120), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("revoked_by", sa.String(length=120), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("reviewed_by", sa.String(length=120), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "profile in ('magda_employee','magda_local_administrator','werkplekduaal','wse_loket')",
            name=op.f("ck_counter_right_profile"),
        ),
        sa.CheckConstraint("ends_on is null or ends_on >= begins_on", name=op.f("ck_counter_right_dates")),
        sa.CheckConstraint(
            "revoked_on is null or revoked_on >= begins_on", name=op.f("ck_counter_right_revoked")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_counter_right_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_counter_right_staff_member_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_right")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("counter_right", schema=None) as batch_op:
        batch_op.create_index(
            "ix_counter_right_holder", ["staff_member_id", "profile", "begins_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_counter_right_import_batch_id"), ["import_batch_id"], unique=False
        )

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=True),
        sa.Column("campus_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "media_type in ('application/pdf','image/png','image/jpeg')", name=op.f("ck_evidence_media_type")
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_evidence_sha256")),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_evidence_campus_id_campus")),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_evidence_learner_id_learner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index("ix_evidence_subject", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(length=120), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (done_on is null)", name=op.f("ck_task_done")),
        sa.CheckConstraint("state in ('open','done','dropped')", name=op.f("ck_task_state")),
        sa.ForeignKeyConstraint(
            ["staff_member_id"], ["staff_member.id"], name=op.f("fk_task_staff_member_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_staff_member_id"), ["staff_member_id"], unique=False)
        batch_op.create_index("ix_task_state", ["state", "due_on", "id"], unique=False)
        batch_op.create_index("ix_task_subject", ["subject_kind", "subject_id", "kind"], unique=False)

    op.create_table(
        "prior_learning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("issuer", sa.String(length=160), nullable=False),
        sa.Column("obtained_on", sa.Date(), nullable=True),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("seen_by", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind in ('authentic','declared','declared_verified')", name=op.f("ck_prior_learning_kind")
        ),
        sa.CheckConstraint(
            "withdrawn_on is null or length(withdrawn_reason) >= 10", name=op.f("ck_prior_learning_withdrawn")
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_prior_learning_learner_id_learner")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_prior_learning_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prior_learning")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("prior_learning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prior_learning_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_prior_learning_participation_id"), ["participation_id"], unique=False
        )

    op.create_table(
        "led_ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("campus_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reporter", sa.String(length=20), nullable=False),
        sa.Column("reporter_name", sa.String(length=120), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("route", sa.String(length=10), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old_value", sa.String(length=1000), nullable=False),
        sa.Column("new_value", sa.String(length=1000), nullable=False),
        sa.Column("description", sa.String(length=1000), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(length=120), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(closed_on is null) = (outcome = '')", name=op.f("ck_led_ticket_closed")),
        sa.CheckConstraint(
            "kind in ('missing','wrong','double','wrong_person','replacement')",
            name=op.f("ck_led_ticket_kind"),
        ),
        sa.CheckConstraint(
            "outcome in ('','corrected','registered','cancelled','refused','unfounded','duplicate','mistake')",
            name=op.f("ck_led_ticket_outcome"),
        ),
        sa.CheckConstraint(
            "reporter in ('learner','ahovoks','wewis','own_check')", name=op.f("ck_led_ticket_reporter")
        ),
        sa.CheckConstraint("route in ('','wewis','ahovoks')", name=op.f("ck_led_ticket_route")),
        sa.CheckConstraint("sent_on is null or sent_on >= reported_on", name=op.f("ck_led_ticket_sent")),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_led_ticket_campus_id_campus")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_led_ticket_learner_id_learner")
        ),
        sa.ForeignKeyConstraint(["proof_id"], ["proof.id"], name=op.f("fk_led_ticket_proof_id_proof")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_led_ticket")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("led_ticket", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_led_ticket_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(
            "ix_led_ticket_open",
            ["reported_on", "id"],
            unique=False,
            sqlite_where=sa.text("closed_on is null"),
            postgresql_where=sa.text("closed_on is null"),
        )
        batch_op.create_index(batch_op.f("ix_led_ticket_proof_id"), ["proof_id"], unique=False)

    op.create_table(
        "problem_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("campus_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("description", sa.String(length=1000), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("reported_how", sa.String(length=20), nullable=False),
        sa.Column("reported_by", sa.String(length=120), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_how", sa.String(length=10), nullable=False),
        sa.Column("solution", sa.String(length=1000), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(closed_on is null) = (closed_how = '')", name=op.f("ck_problem_report_closed")),
        sa.CheckConstraint(
            "closed_how in ('','solved','mistake')", name=op.f("ck_problem_report_closed_how")
        ),
        sa.CheckConstraint(
            "answered_on is null or reported_on is not null", name=op.f("ck_problem_report_answered")
        ),
        sa.CheckConstraint(
            "reported_on is null or reported_on >= noticed_on", name=op.f("ck_problem_report_reported")
        ),
        sa.ForeignKeyConstraint(
            ["campus_id"], ["campus.id"], name=op.f("fk_problem_report_campus_id_campus")
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_problem_report_learner_id_learner")
        ),
        sa.ForeignKeyConstraint(["proof_id"], ["proof.id"], name=op.f("fk_problem_report_proof_id_proof")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_report")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("problem_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problem_report_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(
            "ix_problem_report_open",
            ["proof_id"],
            unique=False,
            sqlite_where=sa.text("closed_on is null"),
            postgresql_where=sa.text("closed_on is null"),
        )
        batch_op.create_index("ix_problem_report_proof", ["proof_id", "id"], unique=False)

    is_met = sa.text("state in ('met', 'met_late') and rule_id = 'led_registration'")
    op.create_index(
        "ix_deadline_met", "deadline", ["met_on", "campus_id", "state", "rule_id"], unique=False,
        sqlite_where=is_met, postgresql_where=is_met,
    )  # fmt: skip
    if op.get_bind().dialect.name == "sqlite":
        op.execute(sa.text(statistics.MET))
    for statement in [*ADDED, *triggers.freezing(op.get_bind().dialect.name, triggers.FROZEN_REGISTRATION)]:
        op.execute(sa.text(statement.replace(":", "\\:")))


def downgrade() -> None:
    raise RuntimeError("what was registered since cannot be expressed in the first schema")
