"""`MODEL_CARD.md`: sections as in Mitchell et al. 2019, "Model Cards for Model Reporting".

arXiv:1810.03993. It says what was measured and what was not, in plain words; nothing is claimed
beyond the numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from searchapp.nas.compile.facts import Facts, OnnxFacts, SearchFacts
from searchapp.nas.compile.kinds import words_of
from searchapp.nas.compile.readme import escaped, table
from searchapp.nas.problems.base import Problem

Z = 1.959963984540054
"""Of the normal distribution, 95 % lie between -Z and Z."""


def model_card(
    facts: Facts, problem: type[Problem], preprocessing: Mapping[str, Any], onnx: OnnxFacts
) -> str:
    """Return the page."""
    parts = facts.data.parts
    return CARD.format(
        **words_of(preprocessing),
        title=escaped(facts.data.title),
        parameters=f"{facts.parameters:,}",
        macs=f"{facts.macs:,}",
        origin=_origin(facts),
        training=_training(facts),
        onnx=escaped(str(onnx)),
        versions=", ".join(f"{name} {number}" for name, number in facts.versions.items()),
        summary=problem.summary,
        metrics=table((name, f"{value:.4f}", interval(name, value, parts["test"]))
                      for name, value in facts.test.items()),
        items=f"{parts['test']:,}",
        validation=_validation(facts),
        source=escaped(facts.data.source) or "not stated",
        licence=escaped(facts.data.licence) or "not stated: ask whoever made the data",
        fingerprint=facts.data.fingerprint,
        parts=table((PARTS[name], f"{count:,}") for name, count in parts.items()),
    )  # fmt: skip


def wilson(right: int, items: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of which `right` of `items` were seen.

    Wilson 1927 ("Probable Inference, the Law of Succession, and Statistical Inference", JASA 22),
    without continuity correction: unlike share ± error it stays between 0 and 1, also at its ends.
    """
    share, spread = right / items, Z**2 / items
    middle = share + spread / 2
    half = math.sqrt(spread * (share * (1 - share) + spread / 4))
    low = 0.0 if right == 0 else (middle - half) / (1 + spread)
    high = 1.0 if right == items else (middle + half) / (1 + spread)
    return low, high


def interval(metric: str, value: float, items: int) -> str:
    """Say how sure a metric is over so many items; of what is no share that is not known."""
    if metric != "accuracy" or items == 0:
        return "none given"
    right = round(value * items)
    low, high = wilson(right, items)
    return f"{low:.4f} to {high:.4f} ({right:,} of {items:,} right)"


def _origin(facts: Facts) -> str:
    """Say how the network was found."""
    space, search = facts.space, facts.search
    limit = "" if space.is_exact else "at most "
    lines = [
        f"Space: {escaped(space.name)}, {limit}{int(space.architectures):,} architectures "
        f"(`{space.digest}`); the decisions are in `architecture.json`.",
    ]
    if search is not None:
        lines += _search(facts.candidate, search)
    return "\n".join(f"- {line}" for line in lines)


def _search(candidate: int, search: SearchFacts) -> list[str]:
    end = "the search was over" if search.is_over else "the search was still going on"
    place = "" if search.rank is None else f", number {search.rank} of those scored"
    extreme = "highest" if search.direction == "max" else "lowest"
    return [
        f"Search: {escaped(search.strategy)}{_settings(search.settings)}.",
        f"When the model was written {end}: {search.trained:,} candidates had been scored, "
        f"{search.failed:,} had failed.",
        f"Chosen by: {extreme} {search.metric} on the validation part. "
        f"This is candidate {candidate}{place}.",
    ]


def _training(facts: Facts) -> str:
    training = facts.training
    part = f", on {training.fraction:.0%} of the train part" if training.fraction < 1 else ""
    again = (
        " Its weights were not kept, so it was trained again under the same seed."
        if facts.was_retrained
        else ""
    )
    return (
        f"{training.epochs:,} epochs{part}, seed {training.seed}, evaluator "
        f"{escaped(training.evaluator)}{_settings(training.settings)}.{again}"
    )


def _settings(settings: Mapping[str, Any]) -> str:
    told = ", ".join(f"{escaped(name)} {escaped(str(value))}" for name, value in settings.items())
    return f" ({told})" if told else ""


def _validation(facts: Facts) -> str:
    known = {} if facts.search is None else facts.search.validation
    told = ", ".join(f"{name} {known[name]:.4f}" for name in facts.test if name in known)
    if not told:
        return "What it scored on the validation part is not known here."
    return (
        f"On the validation part: {told}. Candidates were compared by that part, which flatters "
        "the best of them: the test part is the number to quote."
    )


PARTS = {
    "train": "train: what the weights have learned from",
    "early": "early: kept apart for stopping a training early",
    "validation": "validation: what candidates were compared by",
    "test": "test: looked at only when a model is written",
}

CARD = """# Model card: a network for {title}

Sections after Mitchell et al. 2019, *Model Cards for Model Reporting* (arXiv:1810.03993).
What nobody has measured or stated is said to be so.

## Model details

- A neural network of {parameters} parameters; {macs} multiply-accumulates for one item.
- Input: {input}. Preparation: {prepared}. `preprocessing.json` has the numbers.
- Output: {output}.
{origin}
- Training: {training}
- ONNX: {onnx}.
- Made with: {versions}.
- Licence of the model: none is stated. Whoever passes it on decides, as far as that of the data
  allows.

## Intended use

{summary} Nobody has stated what the model is to be used for. It was made for data that come about
in the same way as {title}; for anything else its quality is unknown.

## Factors

No groups of items (people, places, devices, times) were told apart, and none were measured apart.

## Metrics

On the test part, {items} items:

| metric | value | 95 % interval |
|---|---|---|
{metrics}

The interval (Wilson 1927) says how much the number may owe to which items came into the test part.
It says nothing of other seeds and other data.

## Evaluation data

The test part of {title}: {items} items that were used neither for training nor for choosing among
candidates. They lie beside this page in `test.npz`; `python predict.py` measures them again.

## Training data

- Source: {source}
- Licence: {licence}
- Fingerprint (SHA-256 of data and split): `{fingerprint}`

| part | items |
|---|---|
{parts}

## Quantitative analyses

One number over all items for each metric; none for classes or groups apart.
{validation}

## Ethical considerations

None were examined. Before it has a part in decisions about people, measure it for those people.

## Caveats and recommendations

- One training under one seed: another seed gives other weights and another number.
- The test part is honest once. Whoever compares several models by it and takes the best has to
  measure that one on data that none of them has seen.
- The model answers every input, also one that is unlike all it has learned from.
- Nobody has measured how far its scores can be taken for probabilities.
"""
