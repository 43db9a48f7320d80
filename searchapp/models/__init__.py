"""Tables and constraints; no workflow."""

from searchapp.models.job import JOB_MOVES, JOB_OPEN, Job, JobKind, JobState, Worker
from searchapp.models.run import (
    CANDIDATE_ENDED,
    RUN_ENDED,
    RUN_LIVE,
    RUN_MOVES,
    Candidate,
    CandidateMetric,
    CandidateState,
    Measurement,
    Run,
    RunEvent,
    RunState,
)
from searchapp.models.space import Dataset, DataState, Draft, Space, Version
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
    "CANDIDATE_ENDED",
    "JOB_MOVES",
    "JOB_OPEN",
    "RUN_ENDED",
    "RUN_LIVE",
    "RUN_MOVES",
    "Candidate",
    "CandidateMetric",
    "CandidateState",
    "DataState",
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
