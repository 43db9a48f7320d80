"""Tell things about a search space."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from nasweb.arguments import whole_number
from nasweb.drawings import document_text
from searchapp.nas.cost import macs, parameters
from searchapp.nas.drawing import draw_module, render
from searchapp.nas.errors import InvalidArchitecture, NasError
from searchapp.nas.network import network_of
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.reading import read_document, write_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.validation import validate
from searchapp.nas.words import counted

Say = Callable[[str], Any]
say: Say = lambda text: sys.stdout.write(f"{text}\n")  # noqa: E731  # a short word for all below


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="COMMAND")

    def add(name: str, words: str) -> argparse.ArgumentParser:
        found = what.add_parser(name, help=words, description=words)
        found.add_argument("space", help="name of a preset, or path of a .json file")
        found.add_argument("--json", action="store_true", help="print JSON for programs instead")
        return found

    add("size", "Print how many architectures the space holds.")
    add("validate", "Print every fault of the space; end with 1 if there is an error.")
    sample = add("sample", "Print random architectures with what they cost.")
    sample.add_argument("-n", type=whole_number(1, 10_000), default=5, metavar="N", help="how many")
    sample.add_argument(
        "--seed", type=whole_number(0, 2**53 - 1), default=0, metavar="N", help="draws them"
    )
    add("show", "Print the modules of the space with their nodes and wires.")
    export = add("export", "Write the document (.json), or the picture of a module (.svg).")
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help=".json or .svg")
    export.add_argument("--module", metavar="ID", help="of the picture; default: the network")


def run(arguments: argparse.Namespace) -> int:
    """Carry out what is asked."""
    document = read_document(document_text(arguments.space))
    deeds: dict[str, Callable[[SpaceDocument, argparse.Namespace], int]] = {
        "size": _size,
        "validate": _validate,
        "sample": _sample,
        "show": _show,
        "export": _export,
    }
    return deeds[arguments.what](document, arguments)


def _size(document: SpaceDocument, arguments: argparse.Namespace) -> int:
    """Print the number alone; an upper bound is marked by ≤."""
    count = SearchSpace(document).count()
    if arguments.json:
        say(json.dumps({"assignments": str(count.assignments), "is_exact": count.is_exact}))
    else:
        say(f"{'' if count.is_exact else '≤ '}{count.assignments}")
    return 0


def _validate(document: SpaceDocument, arguments: argparse.Namespace) -> int:
    issues = validate(document)
    if arguments.json:
        say(json.dumps([issue.model_dump(mode="json") for issue in issues]))
    else:
        for issue in issues:
            say(f"{issue.severity}: {'/'.join(issue.path)}: {issue.message}")
        say(counted(len(issues), "fault") if issues else "no faults")
    return int(any(issue.severity == "error" for issue in issues))


def _sample(document: SpaceDocument, arguments: argparse.Namespace) -> int:
    space = SearchSpace(document)
    rng = np.random.default_rng(arguments.seed)
    for number in range(arguments.n):
        try:
            architecture = space.sample(rng)
            plan = network_of(space, architecture).plan
        except InvalidArchitecture as error:
            raise NasError("no_sample", f"no architecture could be drawn: {error}") from None
        cost = {"parameters": parameters(plan), "macs": macs(plan)}
        if arguments.json:
            say(json.dumps({"decisions": dict(architecture.decisions), **cost}))
            continue
        say(f"#{number}  {cost['parameters']:,} parameters  {cost['macs']:,} MACs")
        for path, value in architecture.decisions.items():
            say(f"    {path} = {value}")
    return 0


def _show(document: SpaceDocument, arguments: argparse.Namespace) -> int:
    if arguments.json:
        say(write_document(document))
        return 0
    for line in _lines(document):
        say(line)
    return 0


def _lines(document: SpaceDocument) -> Iterator[str]:
    yield f"{document.name}: {document.problem.kind}"
    for name, domain in document.variables.items():
        yield f"  ${name}: {domain.model_dump(mode='json', exclude_defaults=True)}"
    for id, module in document.modules.items():
        mark = " (the network)" if id == document.root else ""
        yield f"{id}: {module.role}{mark}"
        for node in module.nodes:
            yield f"  {node.id}: {_body(node)}"
        for wire in module.edges:
            carried = f" carries {_body(wire.carries)}" if wire.carries else ""
            yield f"  {wire.source} -> {wire.target}{carried}"


def _body(body: Any) -> str:
    """Return a body in a few words."""
    match body.kind:
        case "operator":
            return str(body.operator)
        case "choice":
            return f"one of {', '.join(option.id for option in body.of)}"
        case "merge":
            return f"{body.mode} of {body.pick}" if body.pick != "all" else str(body.mode)
        case "reference":
            return f"module {body.module}"
        case "repeat":
            return f"{body.times} × {_body(body.body)}"
        case _:
            return f"switch on {body.on}"


def _export(document: SpaceDocument, arguments: argparse.Namespace) -> int:
    out: Path = arguments.out
    texts: dict[str, Callable[[], str]] = {
        ".json": lambda: write_document(document),
        ".svg": lambda: render(draw_module(document, arguments.module or document.root)),
    }
    if out.suffix not in texts:
        raise NasError("unknown_format", f"--out must end in .json or .svg, but got {str(out)!r}")
    text = texts[out.suffix]()
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NasError("unwritable", f"{out} must be a file that can be written: {error}") from None
    say(str(out))
    return 0
