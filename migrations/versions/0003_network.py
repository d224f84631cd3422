"""The network: asks, exchanges, the library, links and reports."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHOICE = sa.String(24)


def upgrade() -> None:
    op.add_column("pair", sa.Column("stayed_at", INSTANT, nullable=True))
    op.create_table(
        "ask",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("pair_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("state", CHOICE, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("background", sa.Text(), nullable=True),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("help", CHOICE, nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("days", BIG, nullable=False),
        sa.Column("meaning", sa.Text(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("partner_said_wait", sa.Boolean(), nullable=False),
        sa.Column("goes_at", INSTANT, nullable=True),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("find_at", INSTANT, nullable=True),
        sa.Column("tell_at", INSTANT, nullable=True),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.Column("desk_answer", sa.Text(), nullable=True),
        sa.Column("closes_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("outcome_at", INSTANT, nullable=True),
        sa.Column("outcome_put_off", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_ask_member_id")),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_ask_pair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_ask_find_at"), "ask", ["find_at"])
    op.create_index(op.f("ix_ask_goes_at"), "ask", ["goes_at"])
    op.create_index(op.f("ix_ask_member_id"), "ask", ["member_id"])
    op.create_index(op.f("ix_ask_outcome_at"), "ask", ["outcome_at"])
    op.create_index(op.f("ix_ask_pair_id"), "ask", ["pair_id"])
    op.create_index(op.f("ix_ask_state_closes_at"), "ask", ["state", "closes_at"])
    op.create_index(op.f("ix_ask_tell_at"), "ask", ["tell_at"])
    op.create_table(
        "compared_text",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("pair_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("source", CHOICE, nullable=False),
        sa.Column("ref_id", BIG, nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_compared_text_member_id")
        ),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_compared_text_pair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compared_text")),
        sa.UniqueConstraint("source", "ref_id", name=op.f("uq_compared_text_source_ref_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_compared_text_member_id"), "compared_text", ["member_id"])
    op.create_index(op.f("ix_compared_text_pair_id"), "compared_text", ["pair_id"])
    op.create_table(
        "exclusion",
        sa.Column("pair_id", BIG, nullable=False),
        sa.Column("other_pair_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_exclusion_member_id")),
        sa.ForeignKeyConstraint(
            ["other_pair_id"], ["pair.id"], name=op.f("fk_exclusion_other_pair_id")
        ),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_exclusion_pair_id")),
        sa.PrimaryKeyConstraint("pair_id", "other_pair_id", name=op.f("pk_exclusion")),
    )
    op.create_index(op.f("ix_exclusion_member_id"), "exclusion", ["member_id"])
    op.create_table(
        "network_wish",
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("use", CHOICE, nullable=False),
        sa.Column("asks_a_week", BIG, nullable=False),
        sa.Column("muted_until", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_network_wish_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_network_wish")),
    )
    op.create_table(
        "report",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("what", CHOICE, nullable=False),
        sa.Column("ref_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("ruling", CHOICE, nullable=True),
        sa.Column("facilitator_id", BIG, nullable=True),
        sa.Column("ruled_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_report_facilitator_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_report_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_report_member_id"), "report", ["member_id"])
    op.create_index(op.f("ix_report_ruled_at_made_at"), "report", ["ruled_at", "made_at"])
    op.create_index(op.f("ix_report_what_ref_id"), "report", ["what", "ref_id"])
    op.create_table(
        "entry",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("ask_id", BIG, nullable=True),
        sa.Column("state", CHOICE, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("left_out", sa.String(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=True),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("lapses_at", INSTANT, nullable=True),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["ask_id"], ["ask.id"], name=op.f("fk_entry_ask_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("ask_id", name=op.f("uq_entry_ask_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_entry_lapses_at"), "entry", ["lapses_at"])
    op.create_index(op.f("ix_entry_state_published_at"), "entry", ["state", "published_at"])
    op.create_table(
        "exchange",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("ask_id", BIG, nullable=False),
        sa.Column("pair_id", BIG, nullable=False),
        sa.Column("state", CHOICE, nullable=False),
        sa.Column("why", CHOICE, nullable=False),
        sa.Column("why_topic", sa.String(), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("names_wished", CHOICE, nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("lapses_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["ask_id"], ["ask.id"], name=op.f("fk_exchange_ask_id")),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_exchange_pair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange")),
        sa.UniqueConstraint("ask_id", "pair_id", name=op.f("uq_exchange_ask_id_pair_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_exchange_lapses_at"), "exchange", ["lapses_at"])
    op.create_index(op.f("ix_exchange_pair_id_asked_at"), "exchange", ["pair_id", "asked_at"])
    op.create_table(
        "entry_wish",
        sa.Column("entry_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("said_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_wish_entry_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_entry_wish_member_id")),
        sa.PrimaryKeyConstraint("entry_id", "member_id", name=op.f("pk_entry_wish")),
    )
    op.create_index(op.f("ix_entry_wish_member_id"), "entry_wish", ["member_id"])
    op.create_table(
        "link",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("exchange_id", BIG, nullable=False),
        sa.Column("kind", CHOICE, nullable=False),
        sa.Column("state", CHOICE, nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("ends_at", INSTANT, nullable=True),
        sa.Column("warn_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_link_exchange_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_link_exchange_id"), "link", ["exchange_id"])
    op.create_index(op.f("ix_link_warn_at"), "link", ["warn_at"])
    op.create_index(op.f("ix_link_state_ends_at"), "link", ["state", "ends_at"])
    op.create_table(
        "response",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("exchange_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("from_asker", sa.Boolean(), nullable=False),
        sa.Column("kind", CHOICE, nullable=False),
        sa.Column("state", CHOICE, nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("voice", sa.Text(), nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_response_exchange_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_response_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_response_exchange_id_sent_at"), "response", ["exchange_id", "sent_at"])
    op.create_index(op.f("ix_response_member_id"), "response", ["member_id"])
    op.create_table(
        "link_message",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("link_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("state", CHOICE, nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_link_message_link_id")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_link_message_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_message")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_link_message_link_id_sent_at"), "link_message", ["link_id", "sent_at"])
    op.create_index(op.f("ix_link_message_member_id"), "link_message", ["member_id"])
    op.create_table(
        "link_place",
        sa.Column("link_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("said_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_link_place_link_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_link_place_member_id")),
        sa.PrimaryKeyConstraint("link_id", "member_id", name=op.f("pk_link_place")),
    )
    op.create_index(op.f("ix_link_place_member_id"), "link_place", ["member_id"])


def downgrade() -> None:
    op.drop_table("link_place")
    op.drop_table("link_message")
    op.drop_table("response")
    op.drop_table("link")
    op.drop_table("entry_wish")
    op.drop_table("exchange")
    op.drop_table("entry")
    op.drop_table("report")
    op.drop_table("network_wish")
    op.drop_table("exclusion")
    op.drop_table("compared_text")
    op.drop_table("ask")
    op.drop_column("pair", "stayed_at")
