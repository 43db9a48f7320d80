"""How many examples a property is tried with: all in `make test-long`, a share of them else."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

SHARES = {"short": 3, "long": 1}
"""The profiles, which `--hypothesis-profile` chooses between: one example in how many is tried."""
FEWEST = 12


for name in SHARES:
    settings.register_profile(name, deadline=None)
if settings.get_current_profile_name() not in SHARES:
    settings.load_profile("short")


def examples(full: int, **more: Any) -> settings:
    """Return the settings of a property that is worth `full` examples."""
    share = SHARES[settings.get_current_profile_name()]
    return settings(max_examples=max(min(full, FEWEST), full // share), deadline=None, **more)
