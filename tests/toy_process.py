"""An evaluation process that trains nothing: it does what the decision `behave` says.

It speaks the real protocol over real pipes, so that crashes, silence and babble can be had on demand.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from searchapp.nas import protocol
from searchapp.nas.events import EvaluationStarted, Measured


def say(line: protocol.Line) -> None:
    sys.stdout.write(protocol.write(line))
    sys.stdout.flush()


def main() -> None:
    say(protocol.Ready(device="cpu", pid=os.getpid(), torch="0"))
    requests = iter(sys.stdin)
    for line in requests:
        match protocol.read_request(line):
            case protocol.Evaluate(assignment=assignment):
                say(evaluate(assignment, requests))
            case protocol.Export(assignment=assignment, folder=folder):
                archive = Path(folder) / "model.zip"
                archive.write_bytes(b"zip")
                exported = protocol.Exported(
                    index=assignment.index, scores={"accuracy": 0.5}, seconds=0.1,
                    folder=folder, archive=str(archive),
                )  # fmt: skip
                say(protocol.Done(result=exported))


def evaluate(assignment, requests) -> protocol.Done | protocol.Failed:  # type: ignore[no-untyped-def]
    index, behave = assignment.index, assignment.decisions.get("behave", "score")
    say(protocol.Told(event=EvaluationStarted(index=index, attempt=assignment.attempt)))
    for epoch in range(1, assignment.fidelity.epochs + 1):
        values = {"accuracy": [(index + epoch) / 1000]}
        say(protocol.Told(event=Measured(index=index, steps=[epoch], values=values)))
        if behave == "crash" or (behave == "crash once" and assignment.attempt == 1):
            os.abort()
        if behave == "hang":
            time.sleep(1000)
        if behave == "babble":
            print("Downloading the data ...", flush=True)
        if behave == "wait for stop":
            next(requests)
            return protocol.Failed(reason="cancelled", message="the evaluation was stopped")
    if behave == "fail":
        return protocol.Failed(reason="exception", message="ValueError: toys do not learn")
    if behave == "broken":
        return protocol.Failed(reason="exception", message="CUDA error", is_broken=True)
    weights = Path(assignment.folder or "") / "weights.safetensors"
    weights.write_bytes(b"weights")
    scores = {"accuracy": (index + assignment.fidelity.epochs) / 1000}
    if behave == "other score":
        scores = {"f1": 0.5}
    return protocol.Done(
        result=protocol.Evaluated(index=index, scores=scores, seconds=0.1, weights=str(weights))
    )


if __name__ == "__main__":
    main()
