"""What is known of a model that tests take away."""

from __future__ import annotations

from typing import Any

from searchapp.nas.compile.facts import (
    DataFacts,
    Facts,
    SearchFacts,
    SpaceFacts,
    TrainingFacts,
)

SEARCH = SearchFacts(
    strategy="Regularized evolution",
    settings={"population": 50},
    metric="accuracy",
    direction="max",
    trained=12,
    failed=1,
    is_over=True,
    rank=1,
    validation={"accuracy": 0.9, "parameters": 1234.0},
)


def some_facts(title: str, **fields: Any) -> Facts:
    """Return the facts of a small model; every keyword overrides one."""
    plain: dict[str, Any] = {
        "candidate": 7,
        "test": {"accuracy": 81 / 263},
        "parameters": 1234,
        "macs": 5678,
        "was_retrained": False,
        "space": SpaceFacts(name="Tiny", digest="d" * 64, architectures="12", is_exact=True),
        "data": DataFacts(
            title=title,
            source="A shelf",
            licence="CC BY 4.0",
            fingerprint="f" * 64,
            parts={"train": 100, "early": 20, "validation": 30, "test": 263},
        ),
        "training": TrainingFacts(
            evaluator="Training", settings={"batch_size": 32}, epochs=6, fraction=1.0, seed=3
        ),
        "search": SEARCH,
        "versions": {"python": "3.11.7", "nasweb": "1.0", "torch": "2.13.0"},
    }
    return Facts(**{**plain, **fields})
