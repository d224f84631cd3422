"""What a running Tandem counts, in the form that Prometheus reads."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()
_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15, 60)

UPDATES = Counter("tandem_updates", "Updates that were handled.", registry=REGISTRY)
SET_ASIDE = Counter(
    "tandem_updates_set_aside", "Updates that could not be handled.", registry=REGISTRY
)
UPDATE_SECONDS = Histogram(
    "tandem_update_seconds",
    "From the arrival of an update to the commit of what it changed.",
    registry=REGISTRY,
    buckets=_SECONDS,
)
SENDS = Counter("tandem_sends", "Tries to send, by outcome.", ["outcome"], registry=REGISTRY)
TICK_SECONDS = Histogram(
    "tandem_tick_seconds",
    "How long the planner took to do what was due.",
    registry=REGISTRY,
    buckets=_SECONDS,
)
QUEUED = Gauge("tandem_queue", "Rows that wait, by kind.", ["kind"], registry=REGISTRY)
OLDEST_SECONDS = Gauge(
    "tandem_queue_oldest_seconds", "How long the oldest row waits.", ["kind"], registry=REGISTRY
)
DUE_LAG_SECONDS = Gauge(
    "tandem_due_lag_seconds", "How late the latest of what is due is.", registry=REGISTRY
)
LEADS = Gauge("tandem_leads", "1 in the process that polls, plans and sends.", registry=REGISTRY)
SILENT_SECONDS = Gauge(
    "tandem_poll_silent_seconds",
    "Since the last good poll; 0 in a process that does not poll.",
    registry=REGISTRY,
)
