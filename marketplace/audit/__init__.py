"""The trail of events, made so that tampering shows: seals in a chain, and its head outside."""

from flask import Flask

from marketplace.audit import mailing, models, state

__all__ = ["init_app", "mailing", "models"]


def init_app(app: Flask) -> None:
    """Tell `/readyz`, `flask doctor` and `/metrics` how the sealing goes."""
    from marketplace.web import health, metrics

    health.readiness_needs(app, "audit", state.trouble)
    metrics.gauge(app, "events_sealed", "Events under a seal", state.sealed)
    metrics.gauge(
        app, "events_unsealed_age_seconds", "Age of the oldest event without a seal", state.oldest
    )
