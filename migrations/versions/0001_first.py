"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "chat",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("talk", sa.Text(), nullable=True),
        sa.Column("last_heard_id", BIG, nullable=True),
        sa.Column("home_id", BIG, nullable=True),
        sa.Column("unreachable_since", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat")),
    )
    op.create_table(
        "cohort",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("nation", sa.String(length=24), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("name", name=op.f("uq_cohort_name")),
    )
    op.create_table(
        "facilitator",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("chat_id", BIG, nullable=True),
        sa.Column("organiser", sa.Boolean(), nullable=False),
        sa.Column("joined_at", INSTANT, nullable=True),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilitator")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_facilitator_chat_id")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("update_id", BIG, nullable=False),
        sa.Column("chat_id", BIG, nullable=True),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("update_id", name=op.f("uq_inbox_update_id")),
    )
    op.create_index(op.f("ix_inbox_chat_id_state"), "inbox", ["chat_id", "state"], unique=False)
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"], unique=False)
    op.create_index(
        op.f("ix_inbox_state_id_chat_id"), "inbox", ["state", "id", "chat_id"], unique=False
    )
    op.create_table(
        "keeping",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_keeping")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("term", BIG, nullable=False),
        sa.Column("ends_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("priority", BIG, nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("copy", sa.String(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("target_id", BIG, nullable=True),
        sa.Column("target_message_id", BIG, nullable=True),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("started", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("doubts", BIG, nullable=False),
        sa.Column("message_id", BIG, nullable=True),
        sa.Column("more_ids", sa.String(), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_about_state"), "outbox", ["about", "state"], unique=False)
    op.create_index(
        op.f("ix_outbox_chat_id_message_id"), "outbox", ["chat_id", "message_id"], unique=False
    )
    op.create_index(op.f("ix_outbox_chat_id_state"), "outbox", ["chat_id", "state"], unique=False)
    op.create_index(
        op.f("ix_outbox_state_priority_id"), "outbox", ["state", "priority", "id"], unique=False
    )
    op.create_table(
        "wrong_try",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_try")),
    )
    op.create_index(op.f("ix_wrong_try_chat_id_at"), "wrong_try", ["chat_id", "at"], unique=False)
    op.create_table(
        "broadcast",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("facilitator_id", BIG, nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("reminds_id", BIG, nullable=True),
        sa.Column("send_at", INSTANT, nullable=True),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("total", BIG, nullable=False),
        sa.Column("job", sa.String(length=24), nullable=True),
        sa.Column("job_cursor", BIG, nullable=False),
        sa.Column("job_queued", sa.Boolean(), nullable=False),
        sa.Column("job_about", sa.String(), nullable=True),
        sa.Column("too_late", BIG, nullable=False),
        sa.Column("look_at", INSTANT, nullable=True),
        sa.Column("card_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_broadcast_facilitator_id")
        ),
        sa.ForeignKeyConstraint(
            ["reminds_id"], ["broadcast.id"], name=op.f("fk_broadcast_reminds_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
    )
    op.create_index(
        op.f("ix_broadcast_facilitator_id_stage"),
        "broadcast",
        ["facilitator_id", "stage"],
        unique=False,
    )
    op.create_index(op.f("ix_broadcast_job"), "broadcast", ["job"], unique=False)
    op.create_index(
        op.f("ix_broadcast_stage_send_at"), "broadcast", ["stage", "send_at"], unique=False
    )
    op.create_table(
        "cohort_draft",
        sa.Column("facilitator_id", BIG, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_cohort_draft_facilitator_id")
        ),
        sa.PrimaryKeyConstraint("facilitator_id", name=op.f("pk_cohort_draft")),
    )
    op.create_table(
        "cohort_file",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("facilitator_id", BIG, nullable=False),
        sa.Column("cohort_id", BIG, nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("fetch_at", INSTANT, nullable=False),
        sa.Column("tries", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_file_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_cohort_file_facilitator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_file")),
    )
    op.create_index(op.f("ix_cohort_file_cohort_id"), "cohort_file", ["cohort_id"], unique=False)
    op.create_index(
        op.f("ix_cohort_file_facilitator_id"), "cohort_file", ["facilitator_id"], unique=False
    )
    op.create_index(op.f("ix_cohort_file_fetch_at"), "cohort_file", ["fetch_at"], unique=False)
    op.create_table(
        "facilitator_cohort",
        sa.Column("facilitator_id", BIG, nullable=False),
        sa.Column("cohort_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_facilitator_cohort_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitator.id"],
            name=op.f("fk_facilitator_cohort_facilitator_id"),
        ),
        sa.PrimaryKeyConstraint("facilitator_id", "cohort_id", name=op.f("pk_facilitator_cohort")),
    )
    op.create_table(
        "pair",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("cohort_id", BIG, nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("dissolved_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_pair_cohort_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
        sa.UniqueConstraint("cohort_id", "label", name=op.f("uq_pair_cohort_id_label")),
    )
    op.create_index(op.f("ix_pair_cohort_id"), "pair", ["cohort_id"], unique=False)
    op.create_table(
        "prompt_change",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("cohort_id", BIG, nullable=False),
        sa.Column("prompt_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("applied_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_prompt_change_cohort_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_change")),
    )
    op.create_index(
        op.f("ix_prompt_change_cohort_id_prompt_id"),
        "prompt_change",
        ["cohort_id", "prompt_id"],
        unique=False,
    )
    op.create_table(
        "workshop",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("cohort_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("venue", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_workshop_cohort_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("cohort_id", "number", name=op.f("uq_workshop_cohort_id_number")),
    )
    op.create_table(
        "member",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("pair_id", BIG, nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("chat_id", BIG, nullable=True),
        sa.Column("notice_version", sa.String(), nullable=True),
        sa.Column("consented_at", INSTANT, nullable=True),
        sa.Column("joined_at", INSTANT, nullable=True),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.Column("timezone", sa.String(), nullable=True),
        sa.Column("prompt_time", sa.String(), nullable=False),
        sa.Column("prompt_days", BIG, nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("resumes_at", INSTANT, nullable=True),
        sa.Column("partner_awaited_until", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_member_pair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("pair_id", "role", "place", name=op.f("uq_member_pair_id_role_place")),
    )
    op.create_index(op.f("ix_member_pair_id"), "member", ["pair_id"], unique=False)
    op.create_index(
        op.f("ix_member_partner_awaited_until"), "member", ["partner_awaited_until"], unique=False
    )
    op.create_index(op.f("ix_member_resumes_at"), "member", ["resumes_at"], unique=False)
    op.create_index(
        "uq_member_chat_id_here",
        "member",
        ["chat_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "challenge",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("pair_id", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_challenge_member_id")),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_challenge_pair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
        sa.UniqueConstraint("pair_id", "version", name=op.f("uq_challenge_pair_id_version")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "delivery",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("broadcast_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("outbox_id", BIG, nullable=False),
        sa.Column("buttons_id", BIG, nullable=True),
        sa.Column("answer", BIG, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcast.id"], name=op.f("fk_delivery_broadcast_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_delivery_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "broadcast_id", "member_id", name=op.f("uq_delivery_broadcast_id_member_id")
        ),
    )
    op.create_index(op.f("ix_delivery_member_id"), "delivery", ["member_id"], unique=False)
    op.create_table(
        "desk_answer",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("facilitator_id", BIG, nullable=False),
        sa.Column("note_id", BIG, nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_desk_answer_facilitator_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_desk_answer_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_answer")),
    )
    op.create_index(op.f("ix_desk_answer_member_id"), "desk_answer", ["member_id"], unique=False)
    op.create_table(
        "due",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("prompt_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("visibility", sa.String(length=24), nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("opens_at", INSTANT, nullable=False),
        sa.Column("closes_at", INSTANT, nullable=False),
        sa.Column("remind_at", INSTANT, nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("shared_at", INSTANT, nullable=True),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("partner_id", BIG, nullable=True),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.Column("card_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_due_member_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["member.id"], name=op.f("fk_due_partner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due")),
        sa.UniqueConstraint("member_id", "prompt_id", name=op.f("uq_due_member_id_prompt_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_due_card_id"), "due", ["card_id"], unique=False)
    op.create_index(op.f("ix_due_state_closes_at"), "due", ["state", "closes_at"], unique=False)
    op.create_index(op.f("ix_due_state_due_at"), "due", ["state", "due_at"], unique=False)
    op.create_index(op.f("ix_due_state_remind_at"), "due", ["state", "remind_at"], unique=False)
    op.create_table(
        "hold",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("ref_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("release_at", INSTANT, nullable=False),
        sa.Column("card_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_hold_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(op.f("ix_hold_kind_ref_id"), "hold", ["kind", "ref_id"], unique=False)
    op.create_index(op.f("ix_hold_member_id"), "hold", ["member_id"], unique=False)
    op.create_index(op.f("ix_hold_state_release_at"), "hold", ["state", "release_at"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("facilitator_id", BIG, nullable=True),
        sa.Column("link_hash", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_invitation_facilitator_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_invitation_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_code_hash")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_invitation_link_hash")),
    )
    op.create_index(op.f("ix_invitation_member_id"), "invitation", ["member_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("facilitator_id", BIG, nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("passed_on_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_note_facilitator_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_note_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_note_member_id"), "note", ["member_id"], unique=False)
    op.create_table(
        "piece",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref_id", BIG, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_piece_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_piece")),
        sa.UniqueConstraint("chat_id", "message_id", name=op.f("uq_piece_chat_id_message_id")),
    )
    op.create_index(op.f("ix_piece_kind_ref_id"), "piece", ["kind", "ref_id"], unique=False)
    op.create_table(
        "progress_update",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("pair_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("happened", sa.Text(), nullable=True),
        sa.Column("obstacle", sa.Text(), nullable=True),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("words_shared_at", INSTANT, nullable=True),
        sa.Column("tell_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_progress_update_member_id")
        ),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_progress_update_pair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_update")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_progress_update_pair_id_said_at"),
        "progress_update",
        ["pair_id", "said_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_progress_update_tell_at"), "progress_update", ["tell_at"], unique=False
    )
    op.create_table(
        "answer",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("due_id", BIG, nullable=False),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["due_id"], ["due.id"], name=op.f("fk_answer_due_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "due_id", "question_id", "version", name=op.f("uq_answer_due_id_question_id_version")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "next_step",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("pair_id", BIG, nullable=False),
        sa.Column("update_id", BIG, nullable=True),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("owner", sa.String(length=24), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("remind_at", INSTANT, nullable=True),
        sa.Column("remind_partner_at", INSTANT, nullable=True),
        sa.Column("shared_at", INSTANT, nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_next_step_member_id")),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_next_step_pair_id")),
        sa.ForeignKeyConstraint(
            ["update_id"], ["progress_update.id"], name=op.f("fk_next_step_update_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_next_step_pair_id"), "next_step", ["pair_id"], unique=False)
    op.create_index(
        op.f("ix_next_step_state_remind_at"), "next_step", ["state", "remind_at"], unique=False
    )
    op.create_index(
        op.f("ix_next_step_state_remind_partner_at"),
        "next_step",
        ["state", "remind_partner_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("next_step")
    op.drop_table("answer")
    op.drop_table("progress_update")
    op.drop_table("piece")
    op.drop_table("note")
    op.drop_table("invitation")
    op.drop_table("hold")
    op.drop_table("due")
    op.drop_table("desk_answer")
    op.drop_table("delivery")
    op.drop_table("challenge")
    op.drop_table("member")
    op.drop_table("workshop")
    op.drop_table("prompt_change")
    op.drop_table("pair")
    op.drop_table("facilitator_cohort")
    op.drop_table("cohort_file")
    op.drop_table("cohort_draft")
    op.drop_table("broadcast")
    op.drop_table("wrong_try")
    op.drop_table("outbox")
    op.drop_table("lease")
    op.drop_table("keeping")
    op.drop_table("inbox")
    op.drop_table("facilitator")
    op.drop_table("cohort")
    op.drop_table("chat")
    op.drop_table("audit")
