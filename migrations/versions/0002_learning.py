"""Digests, and the reminders that a programme brings ready-made."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "digest",
        sa.Column("facilitator_id", BIG, nullable=False),
        sa.Column("weekday", BIG, nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("facilitator_id", name=op.f("pk_digest")),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_digest_facilitator_id")
        ),
    )
    op.create_index(op.f("ix_digest_next_at"), "digest", ["next_at"])
    op.create_table(
        "reminder",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("cohort_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reminder_id", sa.String(), nullable=False),
        sa.Column("broadcast_id", BIG, nullable=False),
        sa.Column("shown_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_reminder_cohort_id")),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcast.id"], name=op.f("fk_reminder_broadcast_id")
        ),
        sa.UniqueConstraint(
            "cohort_id",
            "number",
            "day",
            "reminder_id",
            name=op.f("uq_reminder_cohort_id_number_day_reminder_id"),
        ),
    )
    op.create_table(
        "reminder_watch",
        sa.Column("cohort_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("look_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("cohort_id", "number", name=op.f("pk_reminder_watch")),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_reminder_watch_cohort_id")
        ),
    )
    op.create_index(op.f("ix_reminder_watch_look_at"), "reminder_watch", ["look_at"])


def downgrade() -> None:
    op.drop_table("reminder_watch")
    op.drop_table("reminder")
    op.drop_table("digest")
