"""What may be asked of a run, by its state."""

from __future__ import annotations

DEEDS: dict[str, tuple[str, ...]] = {
    "draft": ("start",),
    "queued": ("pause", "stop"),
    "running": ("pause", "stop"),
    "pausing": ("resume", "stop"),
    "paused": ("resume", "stop"),
    "stopping": (),
    "stopped": (),
    "finished": (),
    "failed": (),
}
