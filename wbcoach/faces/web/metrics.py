"""What is counted while serving, for Prometheus; labels are routes and codes, never words of anybody."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        """Start at nothing, in a registry of its own."""
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self.requests = Counter(
            "wbcoach_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self.seconds = Histogram(
            "wbcoach_request_seconds",
            "Time to the end of the answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.in_flight = Gauge("wbcoach_requests_in_flight", "Being answered now.", registry=self._registry)
        self.waiting = Gauge("wbcoach_waiting", "Work that waits for a thread.", registry=self._registry)
        self.critiques = Counter(
            "wbcoach_critiques", "Critiques made.", ("verdict",), registry=self._registry
        )
        self.troubles = Counter(
            "wbcoach_troubles",
            "What went wrong without stopping a critique, by its code.",
            ("code",),
            registry=self._registry,
        )
        self.refused = Counter(
            "wbcoach_refused", "Requests turned down, by reason.", ("code",), registry=self._registry
        )
        self.jobs = Gauge("wbcoach_jobs", "Batches that are not ended.", registry=self._registry)

    def page(self) -> bytes:
        """Write all of it in Prometheus' text format."""
        return generate_latest(self._registry)
