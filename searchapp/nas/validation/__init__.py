"""Everything that is wrong with a document, at once, with places and, if known, fixes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, islice
from typing import Any

from searchapp.nas.errors import Issue
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.structure import MOST_ISSUES, check_structure
from searchapp.nas.validation.catalogue import check_catalogue
from searchapp.nas.validation.frame import check_frame
from searchapp.nas.validation.reach import check_reach
from searchapp.nas.validation.trials import check_trials


def validate(document: SpaceDocument) -> list[Issue]:
    """Return all issues of a document; it can be searched when none is an error.

    Structure, operators and problem are looked at in any case. Shapes need architectures, so they
    are looked at once nothing else stands in the way.
    """
    others = chain(check_catalogue(document), check_frame(document))
    issues = [*check_structure(document), *islice(others, MOST_ISSUES)]
    if not any(issue.severity == "error" for issue in issues):
        issues += check_trials(document)
    issues += islice(check_reach(document), MOST_ISSUES)
    return issues


def faults(document: SpaceDocument, symbols: Mapping[str, Any] | None = None) -> list[Issue]:
    """Return what keeps a document from being searched.

    Args:
        document: The drawn space.
        symbols: Those of a dataset, in place of the stand-ins of the same names.
    """
    own = document.problem
    problem = own.model_copy(update={"symbols": {**own.symbols, **(symbols or {})}})
    bound = document.model_copy(update={"problem": problem})
    return [issue for issue in validate(bound) if issue.severity == "error"]
