"""The evaluation process: `python -m searchapp.nas.process`. Trains where a crash costs nothing.

It imports torch once, finds its device, says `ready`, and carries out requests one after the other
(`searchapp.nas.protocol`). Requests are read by a thread of their own, so that `stop` is heard
between two epochs. It leads a session of its own and ends with whoever started it. With `--light`
it imports no torch: such a process checks uploads, and takes a third of the memory.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from searchapp.nas import protocol
from searchapp.nas.datasets.base import read_dataset
from searchapp.nas.device import choose_device
from searchapp.nas.errors import NasError
from searchapp.nas.evaluation import Failure, evaluate
from searchapp.nas.evaluators.base import Assignment, Score
from searchapp.nas.importing.checking import check
from searchapp.nas.importing.faults import BadUpload
from searchapp.nas.importing.profile import Limits
from searchapp.nas.winner import take_away

PR_SET_PDEATHSIG = 1
MESSAGE_LENGTH = 4000


@dataclass
class Job:
    """A request to carry out, and whether it is to stop."""

    request: protocol.Work
    stop: threading.Event = field(default_factory=threading.Event)


class Process:
    """Carries out requests; everything it says goes through `tell`."""

    def __init__(
        self, requests: BinaryIO, replies: BinaryIO, device: str, threads: int | None
    ) -> None:
        """Take the pipes, the device and the number of threads (None: torch decides)."""
        self.device = device
        self.threads = threads
        self._requests = requests
        self._replies = replies
        self._lock = threading.Lock()
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()

    def run(self, torch: str) -> None:
        """Say `ready`, with the version of torch, and carry out requests until their pipe ends."""
        self.tell(protocol.Ready(device=self.device, pid=os.getpid(), torch=torch))
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        while (job := self._jobs.get()) is not None:
            self.tell(self._carry_out(job))

    def tell(self, line: protocol.Line) -> None:
        """Write one line at once. Without anybody who reads, the process ends."""
        try:
            with self._lock:
                self._replies.write(protocol.write(line).encode())
                self._replies.flush()
        except BrokenPipeError:
            os._exit(0)

    def _read(self) -> None:
        """Hand requests on; the end of the pipe ends the process, even in the midst of training."""
        job: Job | None = None
        for line in self._requests:
            try:
                request = protocol.read_request(line)
            except ValidationError as error:
                self.tell(protocol.Failed(reason="protocol", message=_first_fault(error)))
                continue
            if not isinstance(request, protocol.Stop):
                job = Job(request)
                self._jobs.put(job)
            elif job is not None:
                job.stop.set()
        os._exit(0)

    def _carry_out(self, job: Job) -> protocol.Done | protocol.Failed:
        start = time.perf_counter()
        try:
            match job.request:
                case protocol.Warm(dataset=dataset):
                    return protocol.Done(result=_warmed(dataset))
                case protocol.Evaluate(assignment=assignment):
                    return self._evaluate(self._placed(assignment), job.stop, start)
                case protocol.Export():
                    return self._export(job.request)
                case protocol.Check():
                    return protocol.Done(result=_imported(job.request))
        except BadUpload as error:
            failed = _failed("exception", error.message, start)
            return failed.model_copy(update={"issues": list(error.issues)})
        except NasError as error:
            return _failed("exception", error.message, start)
        except Exception as error:  # noqa: BLE001 - one bad request must not end the process
            return _failed("exception", f"{type(error).__name__}: {error}", start)

    def _evaluate(
        self, assignment: Assignment, stop: threading.Event, start: float
    ) -> protocol.Done | protocol.Failed:
        for step in evaluate(assignment):
            match step:
                case Score():
                    return protocol.Done(result=_evaluated(assignment, step))
                case Failure(reason=reason, message=message, seconds=seconds, is_broken=is_broken):
                    return protocol.Failed(
                        reason=reason, message=message, seconds=seconds, is_broken=is_broken
                    )
                case _:
                    self.tell(protocol.Told(event=step))
            if stop.is_set():
                break
        return _failed("cancelled", "the evaluation was stopped", start)

    def _export(self, request: protocol.Export) -> protocol.Done:
        weights = None if request.weights is None else Path(request.weights)
        assignment, folder = self._placed(request.assignment), Path(request.folder)
        taken = take_away(assignment, weights, folder, request.search)
        return protocol.Done(
            result=protocol.Exported(
                index=request.assignment.index,
                scores=taken.scores,
                seconds=taken.seconds,
                folder=str(taken.folder),
                archive=str(taken.archive),
                files=list(taken.files),
                was_retrained=taken.was_retrained,
            )
        )

    def _placed(self, assignment: Assignment) -> Assignment:
        """Fill in the device and the threads that the assignment leaves open."""
        device = self.device if assignment.device == "auto" else assignment.device
        return replace(assignment, device=device, threads=assignment.threads or self.threads)


def _warmed(dataset: str) -> protocol.Warmed:
    from searchapp.nas.training import load_optimizers

    load_optimizers()
    return protocol.Warmed(fingerprint=read_dataset(dataset).fingerprint)


def _imported(request: protocol.Check) -> protocol.Imported:
    found = check(
        Path(request.upload), request.file_name, Path(request.folder), request.options, Limits()
    )
    return protocol.Imported(
        card=found.card, profile=found.profile, issues=found.issues, fingerprint=found.fingerprint
    )


def _evaluated(assignment: Assignment, score: Score) -> protocol.Evaluated:
    return protocol.Evaluated(
        index=assignment.index,
        scores=score.values,
        seconds=score.seconds,
        weights=None if score.weights is None else str(score.weights),
        details=score.details,
    )


def _failed(reason: protocol.FailureReason, message: str, start: float) -> protocol.Failed:
    seconds = time.perf_counter() - start
    return protocol.Failed(reason=reason, message=message[:MESSAGE_LENGTH], seconds=seconds)


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in fault["loc"]) or "the line"
    return f"a request must be one of warm, evaluate, export, stop; {place}: {fault['msg']}"


def take_stdout() -> BinaryIO:
    """Return the standard output for the protocol alone; whatever else prints goes to stderr."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return replies


def end_with_parent(parent: int) -> None:
    """Die with the parent: by the kernel on Linux, elsewhere when the pipe ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the kernel knew
            os._exit(0)


def load_torch(threads: int | None) -> str:
    """Import torch and tell its version."""
    import torch

    if threads:
        torch.set_num_threads(threads)
    return str(torch.__version__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the process."""
    parent = os.getppid()
    parser = argparse.ArgumentParser(prog="python -m searchapp.nas.process")
    parser.add_argument("--device", default="auto", help="auto, cuda, mps or cpu")
    parser.add_argument("--threads", type=int, help="of torch; default: what torch takes")
    parser.add_argument("--light", action="store_true", help="without torch: only checks uploads")
    arguments = parser.parse_args(argv)
    end_with_parent(parent)
    if os.getpgrp() != os.getpid():
        os.setsid()
    replies = take_stdout()
    device = "cpu" if arguments.light else choose_device(arguments.device)
    torch = "" if arguments.light else load_torch(arguments.threads)
    Process(sys.stdin.buffer, replies, device, arguments.threads).run(torch)
    return 0


if __name__ == "__main__":
    sys.exit(main())
