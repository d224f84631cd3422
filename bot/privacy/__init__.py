"""My data, erasure, retention and the audit log."""
