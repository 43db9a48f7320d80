"""What the database says about a run, as a line of JSON for each id on the input."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nasweb.settings")


def main() -> None:
    """Answer until the input ends: Django takes seconds to start."""
    django.setup()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(found_of(line.strip())) + "\n")
        sys.stdout.flush()


def found_of(run_id: str) -> dict[str, Any]:
    from searchapp.models import Run
    from searchapp.services.ledger import verify_ledger

    run = Run.objects.get(pk=run_id)
    return {
        "faults": verify_ledger(run),
        "state": run.state,
        "error": run.error,
        "fence": run.fence,
        "finished": run.candidates.filter(state="finished").count(),
        "curves": {
            candidate.index: list(
                candidate.measurements.filter(metric="accuracy")
                .order_by("step")
                .values_list("step", flat=True)
            )
            for candidate in run.candidates.all()
            if "repeats" not in candidate.how
        },
        "attempts": sum(run.jobs.values_list("attempts", flat=True)),
        "jobs": run.jobs.count(),
        "events": list(run.events.order_by("seq").values_list("seq", "kind", "body")),
    }


if __name__ == "__main__":
    main()
