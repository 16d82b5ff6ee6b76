"""Hypothesis profiles: quick while one works, thorough in continuous integration."""

import os

from hypothesis import HealthCheck, settings

# Rules files that are wrong on purpose.
collect_ignore_glob = ["cases/*"]

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("quick", max_examples=60, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("ci", max_examples=150, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("thorough", max_examples=500, deadline=None, suppress_health_check=_SLOW)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("thorough" if os.environ.get("CI") else "quick")
)
