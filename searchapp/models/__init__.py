"""Tables and constraints; no workflow."""

from searchapp.models.job import JOB_MOVES, Job, JobKind, JobState, Worker
from searchapp.models.run import (
    RUN_MOVES,
    Candidate,
    CandidateMetric,
    CandidateState,
    Measurement,
    Run,
    RunEvent,
    RunState,
)
from searchapp.models.space import Dataset, Draft, Space, Version
from searchapp.models.team import (
    Membership,
    Project,
    Role,
    SignInFailure,
    SignInLink,
    Team,
    public_id,
)

__all__ = [
    "JOB_MOVES",
    "RUN_MOVES",
    "Candidate",
    "CandidateMetric",
    "CandidateState",
    "Dataset",
    "Draft",
    "Job",
    "JobKind",
    "JobState",
    "Measurement",
    "Membership",
    "Project",
    "Role",
    "Run",
    "RunEvent",
    "RunState",
    "SignInFailure",
    "SignInLink",
    "Space",
    "Team",
    "Version",
    "Worker",
    "public_id",
]
