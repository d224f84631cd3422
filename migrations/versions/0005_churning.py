"""PostgreSQL clears up early after the tables whose rows change all day."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_EARLY = {
    "autovacuum_vacuum_scale_factor": 0.01,
    "autovacuum_vacuum_threshold": 1000,
    "autovacuum_analyze_scale_factor": 0.02,
    "autovacuum_analyze_threshold": 1000,
}
_TABLES = {"outbox": 100, "inbox": 100, "due": 100, "chat": 85}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, fillfactor in _TABLES.items():
            settings = {**_EARLY, "fillfactor": fillfactor}
            words = ", ".join(f"{name} = {value}" for name, value in settings.items())
            op.execute(f"ALTER TABLE {table} SET ({words})")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} RESET ({', '.join((*_EARLY, 'fillfactor'))})")
