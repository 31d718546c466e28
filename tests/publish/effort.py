"""How far the state machines look: a little in every run of the tests, further with ``--hypothesis-profile=long``."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

LONG = "long"


def effort(*, examples: int, steps: int) -> settings:
    """The settings of a machine: these numbers, the same lives each time; or a hundred times as many, new ones."""
    usual = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        report_multiple_bugs=False,
    )
    if settings.get_current_profile_name() != LONG:
        return usual
    return settings(usual, max_examples=examples * 100, stateful_step_count=steps + 20, derandomize=False)
