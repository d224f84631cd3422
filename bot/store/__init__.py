"""The database: engine, session and every SQLite/PostgreSQL difference."""
