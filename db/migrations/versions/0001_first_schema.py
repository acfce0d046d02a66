"""The first schema: access, catalogue, people, proofs, papers, terms, audit."""

import sqlalchemy as sa
from alembic import op

from db.migrations import triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("all_campuses", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("rights_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_visit_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("previous_visit_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role in ('coordinator','registrar','manager','reader','administrator')",
            name=op.f("ck_account_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_action", ["action", "at"], unique=False)
        batch_op.create_index("ix_audit_entry_actor", ["actor_name", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index("ix_audit_entry_subject", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "campus",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campus")),
        sa.UniqueConstraint("name", name=op.f("uq_campus_name")),
    )
    op.create_table(
        "column_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("header", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.UniqueConstraint("kind", "header", name=op.f("uq_column_mapping_kind_header")),
    )
    with op.batch_alter_table("column_mapping", schema=None) as batch_op:
        batch_op.create_index("ix_column_mapping_field", ["kind", "field"], unique=False)

    op.create_table(
        "document_counter",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "year", name=op.f("pk_document_counter")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("mode", sa.String(length=15), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_by", sa.String(length=120), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=120), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("touched", sa.JSON(), nullable=False),
        sa.CheckConstraint("state in ('applied','undone')", name=op.f("ck_import_batch_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_sha256"), ["sha256"], unique=False)

    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
    )
    with op.batch_alter_table("login_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_login_attempt_address", ["address", "attempted_at"], unique=False)
        batch_op.create_index("ix_login_attempt_name", ["name_hash", "attempted_at"], unique=False)

    op.create_table(
        "operation",
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("command", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_operation")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("enterprise_number", sa.String(length=10), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postal_code", sa.String(length=12), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("is_practice", sa.Boolean(), nullable=False),
        sa.Column("set_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signing_buffer_days", sa.Integer(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_type", sa.String(length=20), nullable=False),
        sa.Column("primary_colour", sa.String(length=7), nullable=False),
        sa.Column("house_text", sa.Text(), nullable=False),
        sa.Column("on_time_goal_percent", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("calendar_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisation_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "proof_field",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("is_mandatory", sa.Boolean(), nullable=False),
        sa.Column("form_version", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("kind", "field", name=op.f("pk_proof_field")),
    )
    op.create_table(
        "qualification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("vks_level", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("recognised_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("led_subject_code", sa.String(length=20), nullable=False),
        sa.Column("led_subject", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "vks_level is null or vks_level between 1 and 8", name=op.f("ck_qualification_vks_level")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
        sa.UniqueConstraint("code", name=op.f("uq_qualification_code")),
    )
    op.create_table(
        "rule_setting",
        sa.Column("rule_id", sa.String(length=60), nullable=False),
        sa.Column("parameter", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("rule_id", "parameter", name=op.f("pk_rule_setting")),
    )
    op.create_table(
        "signatory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=120), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("ends_on is null or ends_on >= begins_on", name=op.f("ck_signatory_dates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatory")),
    )
    op.create_table(
        "account_campus",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("campus_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_account_campus_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["campus_id"], ["campus.id"], name=op.f("fk_account_campus_campus_id_campus")
        ),
        sa.PrimaryKeyConstraint("account_id", "campus_id", name=op.f("pk_account_campus")),
    )
    op.create_table(
        "app_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("rights_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_app_session_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_app_session")),
    )
    with op.batch_alter_table("app_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_app_session_account_id"), ["account_id"], unique=False)

    op.create_table(
        "closing_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("campus_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_closing_day_dates")),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_closing_day_campus_id_campus")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_day")),
    )
    op.create_table(
        "competence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("qualification_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["qualification_id"],
            ["qualification.id"],
            name=op.f("fk_competence_qualification_id_qualification"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competence")),
        sa.UniqueConstraint("qualification_id", "code", name=op.f("uq_competence_qualification_id_code")),
    )
    op.create_table(
        "import_row",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batch.id"],
            name=op.f("fk_import_row_batch_id_import_batch"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("batch_id", "row", name=op.f("pk_import_row")),
    )
    op.create_table(
        "learner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last_name", sa.String(length=200), nullable=False),
        sa.Column("first_name", sa.String(length=200), nullable=False),
        sa.Column("search_name", sa.String(length=420), nullable=False),
        sa.Column("name_is_damaged", sa.Boolean(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("birth_place", sa.String(length=120), nullable=False),
        sa.Column("insz_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("insz_index", sa.String(length=64), nullable=True),
        sa.Column("insz_tail", sa.String(length=2), nullable=False),
        sa.Column("insz_kind", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("street", sa.String(length=160), nullable=False),
        sa.Column("postal_code", sa.String(length=12), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("email", sa.String(length=160), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("employer_name", sa.String(length=160), nullable=False),
        sa.Column("employer_number", sa.String(length=10), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("insz_kind in ('','national','bis','test')", name=op.f("ck_learner_insz_kind")),
        sa.CheckConstraint("(insz_index is null) = (insz_cipher is null)", name=op.f("ck_learner_insz")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_learner_import_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["learner.id"], name=op.f("fk_learner_merged_into_id_learner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner")),
        sa.UniqueConstraint("insz_index", name=op.f("uq_learner_insz_index")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("learner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learner_import_batch_id"), ["import_batch_id"], unique=False)
        batch_op.create_index("ix_learner_person", ["search_name", "born_on"], unique=False)

    op.create_table(
        "login_ticket",
        sa.Column("ticket_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_login_ticket_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ticket_hash", name=op.f("pk_login_ticket")),
    )
    op.create_table(
        "one_time_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_one_time_link_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_one_time_link")),
    )
    op.create_table(
        "partial_qualification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("qualification_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["qualification_id"],
            ["qualification.id"],
            name=op.f("fk_partial_qualification_qualification_id_qualification"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partial_qualification")),
        sa.UniqueConstraint("code", name=op.f("uq_partial_qualification_code")),
    )
    with op.batch_alter_table("partial_qualification", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partial_qualification_qualification_id"), ["qualification_id"], unique=False
        )

    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_saved_view_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("account_id", "page", "name", name=op.f("uq_saved_view_account_id_page_name")),
    )
    op.create_table(
        "trajectory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("level", sa.String(length=15), nullable=False),
        sa.Column("qualification_id", sa.Integer(), nullable=False),
        sa.Column("recognition_number", sa.String(length=60), nullable=False),
        sa.Column("recognised_on", sa.Date(), nullable=False),
        sa.Column("recognition_ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind in ('training','evc')", name=op.f("ck_trajectory_kind")),
        sa.CheckConstraint("level in ('professional','partial')", name=op.f("ck_trajectory_level")),
        sa.CheckConstraint(
            "recognition_ends_on is null or recognition_ends_on >= recognised_on",
            name=op.f("ck_trajectory_dates"),
        ),
        sa.ForeignKeyConstraint(
            ["qualification_id"],
            ["qualification.id"],
            name=op.f("fk_trajectory_qualification_id_qualification"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trajectory")),
        sa.UniqueConstraint("code", name=op.f("uq_trajectory_code")),
    )
    op.create_table(
        "undo_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("command", sa.String(length=60), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_undo_step_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undo_step")),
    )
    with op.batch_alter_table("undo_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_undo_step_account_id"), ["account_id"], unique=False)

    op.create_table(
        "access_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_access_entry_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_access_entry_learner_id_learner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entry")),
    )
    with op.batch_alter_table("access_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_entry_learner_id"), ["learner_id"], unique=False)

    op.create_table(
        "course_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("trajectory_id", sa.Integer(), nullable=True),
        sa.Column("campus_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_course_group_campus_id_campus")),
        sa.ForeignKeyConstraint(
            ["trajectory_id"], ["trajectory.id"], name=op.f("fk_course_group_trajectory_id_trajectory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_group")),
        sa.UniqueConstraint("code", name=op.f("uq_course_group_code")),
    )
    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(length=60), nullable=False),
        sa.Column("rule_version_on", sa.Date(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=True),
        sa.Column("campus_id", sa.Integer(), nullable=False),
        sa.Column("trajectory_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=False),
        sa.Column("rolled_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("hold", sa.String(length=30), nullable=False),
        sa.CheckConstraint("state in ('open','met','met_late','lapsed')", name=op.f("ck_deadline_state")),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_deadline_campus_id_campus")),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_deadline_learner_id_learner")),
        sa.ForeignKeyConstraint(
            ["trajectory_id"], ["trajectory.id"], name=op.f("fk_deadline_trajectory_id_trajectory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deadline_done",
            ["due_on", "id", "hold", "campus_id", "trajectory_id", "kind", "stage", "state", "rule_id"],
            unique=False,
            sqlite_where=sa.text("state in ('met', 'met_late') and rule_id = 'led_registration'"),
            postgresql_where=sa.text("state in ('met', 'met_late') and rule_id = 'led_registration'"),
        )
        batch_op.create_index(
            "ix_deadline_done_campus",
            ["campus_id", "due_on", "id", "hold", "trajectory_id", "kind", "stage", "state", "rule_id"],
            unique=False,
            sqlite_where=sa.text("state in ('met', 'met_late') and rule_id = 'led_registration'"),
            postgresql_where=sa.text("state in ('met', 'met_late') and rule_id = 'led_registration'"),
        )
        batch_op.create_index(
            "ix_deadline_done_trajectory",
            ["trajectory_id", "due_on", "id", "hold", "campus_id", "kind", "stage", "state", "rule_id"],
            unique=False,
            sqlite_where=sa.text("state in ('met', 'met_late') and rule_id = 'led_registration'"),
            postgresql_where=sa.text("state in ('met', 'met_late') and rule_id = 'led_registration'"),
        )
        batch_op.create_index(
            "ix_deadline_held",
            ["due_on", "id", "hold", "campus_id", "trajectory_id", "kind", "stage", "state", "rule_id"],
            unique=False,
            sqlite_where=sa.text("state = 'open' and rule_id = 'led_registration' and hold <> ''"),
            postgresql_where=sa.text("state = 'open' and rule_id = 'led_registration' and hold <> ''"),
        )
        batch_op.create_index(
            "ix_deadline_led",
            ["due_on", "state", "campus_id", "rule_id"],
            unique=False,
            sqlite_where=sa.text("rule_id = 'led_registration'"),
            postgresql_where=sa.text("rule_id = 'led_registration'"),
        )
        batch_op.create_index(
            "ix_deadline_open",
            ["due_on", "id", "hold", "campus_id", "state", "rule_id"],
            unique=False,
            sqlite_where=sa.text("state = 'open' and rule_id = 'led_registration'"),
            postgresql_where=sa.text("state = 'open' and rule_id = 'led_registration'"),
        )
        batch_op.create_index(
            "ix_deadline_open_campus",
            ["campus_id", "due_on", "id", "hold", "trajectory_id", "kind", "stage", "state", "rule_id"],
            unique=False,
            sqlite_where=sa.text("state = 'open' and rule_id = 'led_registration'"),
            postgresql_where=sa.text("state = 'open' and rule_id = 'led_registration'"),
        )
        batch_op.create_index(
            "ix_deadline_open_narrowed",
            ["due_on", "id", "hold", "campus_id", "trajectory_id", "kind", "stage", "state", "rule_id"],
            unique=False,
            sqlite_where=sa.text("state = 'open' and rule_id = 'led_registration'"),
            postgresql_where=sa.text("state = 'open' and rule_id = 'led_registration'"),
        )
        batch_op.create_index(
            "ix_deadline_person", ["learner_id", "state", "rule_id", "due_on"], unique=False
        )
        batch_op.create_index(
            "ix_deadline_undelivered",
            ["due_on", "id", "hold", "campus_id", "trajectory_id", "kind", "stage", "state", "rule_id"],
            unique=False,
            sqlite_where=sa.text(
                "state in ('met', 'met_late') and rule_id = 'led_registration' and stage = 'issued'"
            ),
            postgresql_where=sa.text(
                "state in ('met', 'met_late') and rule_id = 'led_registration' and stage = 'issued'"
            ),
        )
        batch_op.create_index("uq_deadline_subject", ["subject_kind", "subject_id", "rule_id"], unique=True)

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("campus_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(length=120), nullable=False),
        sa.Column("template_version", sa.String(length=40), nullable=False),
        sa.Column("verify_code", sa.String(length=40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "corrects_id is null or length(reason) >= 10", name=op.f("ck_document_correction_reason")
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_document_sha256")),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_document_campus_id_campus")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["document.id"], name=op.f("fk_document_corrects_id_document")
        ),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_document_learner_id_learner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("number", name=op.f("uq_document_number")),
        sa.UniqueConstraint("verify_code", name=op.f("uq_document_verify_code")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index("ix_document_subject", ["subject_kind", "subject_id"], unique=False)
        batch_op.create_index(
            "uq_document_corrects",
            ["corrects_id"],
            unique=True,
            sqlite_where=sa.text("corrects_id is not null"),
            postgresql_where=sa.text("corrects_id is not null"),
        )
        batch_op.create_index("uq_document_sequence", ["kind", "year", "sequence"], unique=True)

    op.create_table(
        "learner_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old_text", sa.String(length=420), nullable=False),
        sa.Column("old_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_learner_change_learner_id_learner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner_change")),
    )
    with op.batch_alter_table("learner_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learner_change_learner_id"), ["learner_id"], unique=False)

    op.create_table(
        "part_content",
        sa.Column("partial_qualification_id", sa.Integer(), nullable=False),
        sa.Column("competence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competence_id"],
            ["competence.id"],
            name=op.f("fk_part_content_competence_id_competence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partial_qualification_id"],
            ["partial_qualification.id"],
            name=op.f("fk_part_content_partial_qualification_id_partial_qualification"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("partial_qualification_id", "competence_id", name=op.f("pk_part_content")),
    )
    op.create_table(
        "trajectory_part",
        sa.Column("trajectory_id", sa.Integer(), nullable=False),
        sa.Column("partial_qualification_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partial_qualification_id"],
            ["partial_qualification.id"],
            name=op.f("fk_trajectory_part_partial_qualification_id_partial_qualification"),
        ),
        sa.ForeignKeyConstraint(
            ["trajectory_id"],
            ["trajectory.id"],
            name=op.f("fk_trajectory_part_trajectory_id_trajectory"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("trajectory_id", "partial_qualification_id", name=op.f("pk_trajectory_part")),
    )
    op.create_table(
        "document_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "kind in ('delivered','undelivered','destroyed','replaced','withdrawn')",
            name=op.f("ck_document_event_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_event_document_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_event")),
    )
    with op.batch_alter_table("document_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_event_document_id"), ["document_id"], unique=False)

    op.create_table(
        "participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("trajectory_id", sa.Integer(), nullable=False),
        sa.Column("campus_id", sa.Integer(), nullable=False),
        sa.Column("course_group_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=15), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(completed_on is null) = (outcome = '')", name=op.f("ck_participation_completed")
        ),
        sa.CheckConstraint(
            "outcome in ('','whole','parts','competences','none')", name=op.f("ck_participation_outcome")
        ),
        sa.CheckConstraint(
            "completed_on is null or starts_on is null or completed_on >= starts_on",
            name=op.f("ck_participation_dates"),
        ),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_participation_campus_id_campus")),
        sa.ForeignKeyConstraint(
            ["course_group_id"],
            ["course_group.id"],
            name=op.f("fk_participation_course_group_id_course_group"),
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_participation_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_participation_learner_id_learner")
        ),
        sa.ForeignKeyConstraint(
            ["trajectory_id"], ["trajectory.id"], name=op.f("fk_participation_trajectory_id_trajectory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_participation_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index("ix_participation_trajectory", ["trajectory_id", "completed_on"], unique=False)
        batch_op.create_index(
            "uq_participation_completed",
            ["learner_id", "trajectory_id", "completed_on"],
            unique=True,
            sqlite_where=sa.text("completed_on is not null"),
            postgresql_where=sa.text("completed_on is not null"),
        )

    op.create_table(
        "achieved_competence",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("competence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competence_id"], ["competence.id"], name=op.f("fk_achieved_competence_competence_id_competence")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_achieved_competence_participation_id_participation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participation_id", "competence_id", name=op.f("pk_achieved_competence")),
    )
    op.create_table(
        "achieved_part",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("partial_qualification_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partial_qualification_id"],
            ["partial_qualification.id"],
            name=op.f("fk_achieved_part_partial_qualification_id_partial_qualification"),
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_achieved_part_participation_id_participation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "participation_id", "partial_qualification_id", name=op.f("pk_achieved_part")
        ),
    )
    op.create_table(
        "proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("trajectory_id", sa.Integer(), nullable=False),
        sa.Column("campus_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("subject_code", sa.String(length=30), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("title", sa.String(length=1000), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("hold", sa.String(length=30), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("external_number", sa.String(length=60), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivered_how", sa.String(length=20), nullable=False),
        sa.Column("delivered_by", sa.String(length=120), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("entered_by", sa.String(length=120), nullable=False),
        sa.Column("noted_by", sa.String(length=120), nullable=False),
        sa.Column("led_reference", sa.String(length=36), nullable=False),
        sa.Column("late_reason", sa.String(length=30), nullable=False),
        sa.Column("late_action", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'to_issue') = (issued_on is null)", name=op.f("ck_proof_issued")),
        sa.CheckConstraint("kind in ('professional','partial','competences')", name=op.f("ck_proof_kind")),
        sa.CheckConstraint("state in ('to_issue','issued','withdrawn')", name=op.f("ck_proof_state")),
        sa.CheckConstraint(
            "registered_on is null or issued_on is not null", name=op.f("ck_proof_registered")
        ),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_proof_campus_id_campus")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_proof_document_id_document")),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_proof_learner_id_learner")),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_proof_participation_id_participation")
        ),
        sa.ForeignKeyConstraint(
            ["trajectory_id"], ["trajectory.id"], name=op.f("fk_proof_trajectory_id_trajectory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("proof", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proof_document_id"), ["document_id"], unique=False)
        batch_op.create_index(
            "ix_proof_external_number",
            ["external_number"],
            unique=False,
            sqlite_where=sa.text("external_number <> ''"),
            postgresql_where=sa.text("external_number <> ''"),
        )
        batch_op.create_index(batch_op.f("ix_proof_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index("uq_proof_earned", ["participation_id", "kind", "subject_code"], unique=True)
        batch_op.create_index(
            "uq_proof_led_reference",
            ["led_reference"],
            unique=True,
            sqlite_where=sa.text("led_reference <> ''"),
            postgresql_where=sa.text("led_reference <> ''"),
        )
    for statement in triggers.statements(op.get_bind().dialect.name):
        op.execute(sa.text(statement.replace(":", "\\:")))


def downgrade() -> None:
    raise RuntimeError("the first schema has nothing to go back to")
