"""Which workshops' days the ready-made reminders follow already."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_FOLLOWED = """UPDATE workshop SET followed_at = CURRENT_TIMESTAMP WHERE EXISTS (
    SELECT 1 FROM reminder_watch WHERE reminder_watch.cohort_id = workshop.cohort_id
    AND reminder_watch.number = workshop.number AND reminder_watch.day = workshop.day)"""


def upgrade() -> None:
    op.add_column("workshop", sa.Column("followed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(_FOLLOWED)
    op.create_index(op.f("ix_workshop_followed_at"), "workshop", ["followed_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_workshop_followed_at"), "workshop")
    op.drop_column("workshop", "followed_at")
