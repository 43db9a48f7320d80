"""An evaluation process that trains nothing: it does what the decision `behave` says.

It speaks the real protocol over real pipes, so that crashes, silence and babble come on demand.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from searchapp.nas import protocol
from searchapp.nas.evaluators.base import Assignment
from searchapp.nas.events import EvaluationStarted, Measured


class Stopped(Exception):
    """The worker asked to stop."""


def say(line: protocol.Line) -> None:
    sys.stdout.write(protocol.write(line))
    sys.stdout.flush()


def main() -> None:
    say(protocol.Ready(device="cpu", pid=os.getpid(), torch="0"))
    requests = iter(sys.stdin)
    for line in requests:
        match protocol.read_request(line):
            case protocol.Warm():
                say(protocol.Done(result=protocol.Warmed(fingerprint="toys")))
            case protocol.Evaluate(assignment=assignment):
                say(evaluate(assignment, requests))
            case protocol.Export(assignment=assignment, folder=folder):
                say(protocol.Done(result=export(assignment, folder)))


def evaluate(assignment: Assignment, requests: Iterator[str]) -> protocol.Done | protocol.Failed:
    behave = assignment.decisions.get("behave", "score")
    started = EvaluationStarted(index=assignment.index, attempt=assignment.attempt)
    say(protocol.Told(event=started))
    try:
        for epoch in range(1, assignment.fidelity.epochs + 1):
            values = {"accuracy": [(assignment.index + epoch) / 1000]}
            event = Measured(index=assignment.index, steps=[epoch], values=values)
            say(protocol.Told(event=event))
            misbehave(behave, assignment.attempt, requests)
    except Stopped:
        return protocol.Failed(reason="cancelled", message="the evaluation was stopped")
    if behave in ("fail", "broken"):
        message = "ValueError: toys do not learn"
        return protocol.Failed(reason="exception", message=message, is_broken=behave == "broken")
    return protocol.Done(result=score(assignment, behave))


def misbehave(behave: str, attempt: int, requests: Iterator[str]) -> None:
    """Do in the midst of an evaluation what it is to do."""
    match behave:
        case "crash":
            os.abort()
        case "crash once" if attempt == 1:
            os.abort()
        case "hang":
            time.sleep(1000)
        case "babble":
            sys.stdout.write("Downloading the data ...\n")
            sys.stdout.flush()
        case "wait for stop":
            next(requests)
            raise Stopped


def score(assignment: Assignment, behave: str) -> protocol.Evaluated:
    weights = Path(assignment.folder or "") / "weights.safetensors"
    weights.write_bytes(b"weights")
    value = (assignment.index + assignment.fidelity.epochs) / 1000
    scores = {"f1": value} if behave == "other score" else {"accuracy": value}
    return protocol.Evaluated(
        index=assignment.index, scores=scores, seconds=0.1, weights=str(weights)
    )


def export(assignment: Assignment, folder: str) -> protocol.Exported:
    archive = Path(folder) / "model.zip"
    archive.write_bytes(b"zip")
    return protocol.Exported(
        index=assignment.index,
        scores={"accuracy": 0.5},
        seconds=0.1,
        folder=folder,
        archive=str(archive),
        files=["model.py"],
    )


if __name__ == "__main__":
    main()
