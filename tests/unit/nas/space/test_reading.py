"""Text to document: every fault of form at once, none of them fatal, all of them quick."""

from __future__ import annotations

import json
from typing import Any

import pytest

from searchapp.nas.errors import InvalidDocument, Issue
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.reading import read_document, write_document


def plain() -> dict[str, Any]:
    """Return NAS-Bench-201 as JSON."""
    read: dict[str, Any] = json.loads(write_document(PRESETS.get("nas-bench-201").document()))
    return read


def issues_of(text: str) -> tuple[Issue, ...]:
    with pytest.raises(InvalidDocument) as caught:
        read_document(text)
    return caught.value.issues


def codes_of(text: str) -> dict[str, tuple[str, ...]]:
    return {issue.code: issue.path for issue in issues_of(text)}


@pytest.mark.parametrize("name", PRESETS.names())
def test_writing_and_reading_give_the_same_document(name: str) -> None:
    document = PRESETS.get(name).document()

    text = write_document(document)

    assert read_document(text) == document
    assert write_document(read_document(text)) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_json"),
        ("{", "not_json"),
        ("[1]", "not_an_object"),
        ("3", "not_an_object"),
        ("[" * 100_000 + "]" * 100_000, "too_deep"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "too_deep"),
        ("[" * 100_000, "too_deep"),
        (" " * 5_000_001, "too_large"),
        ('{"a": NaN}', "not_finite"),
        ('{"a": -Infinity}', "not_finite"),
        ('{"a": 1e999}', "not_finite"),
        ('{"a": ' + "9" * 400_000 + "}", "too_large_number"),
        ('{"a": 9007199254740993}', "too_large_number"),
        ('{"a": "\\u0000"}', "bad_text"),
        ('{"a": "\\ud800"}', "bad_text"),
        ('{"a\\u0000": 1}', "bad_text"),
        ('{"a": 1, "a": 2}', "duplicate_key"),
        ("[" + "[]," * 1_000_000 + "[]]", "too_many_parts"),
        ('{"a":[' + "NaN," * 1_000_000 + "1]}", "too_many_parts"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_hostile_text_is_refused_with_a_reason(text: str, code: str) -> None:
    found = issues_of(text)

    assert [issue.code for issue in found] == [code]
    assert len(found[0].message) < 300


def test_brackets_inside_strings_do_not_nest() -> None:
    document = plain() | {"description": '[{"' * 500 + "\\"}

    assert read_document(json.dumps(document)).description.startswith('[{"[{"')


def test_five_megabytes_of_nodes_are_refused_before_they_are_looked_at() -> None:
    document = plain()
    node = {"id": "n" * 24, "kind": "operator", "operator": "relu_conv_bn"}
    document["modules"]["cell"]["nodes"] = [node] * 50_000
    text = json.dumps(document)

    assert 4_000_000 < len(text) < 5_000_000
    assert codes_of(text) == {"too_many_parts": ("modules",)}


@pytest.mark.parametrize(
    ("field", "entry"), [("modules", {"role": "cell"}), ("variables", {"domain": "bool"})]
)
def test_a_crowd_of_names_is_refused_before_it_is_looked_at(field: str, entry: Any) -> None:
    document = plain()
    document[field] = {f"m{number}": entry for number in range(2_001)}

    assert codes_of(json.dumps(document)) == {"too_many_parts": (field,)}


def test_faults_of_text_come_all_at_once_with_ids() -> None:
    text = json.dumps(plain())
    text = text.replace('"title": "Stem"', '"title": "\\u0000"')
    text = text.replace('"kernel": 1', '"kernel": 9007199254740993')

    assert codes_of(text) == {
        "bad_text": ("modules", "net", "nodes", "stem", "title"),
        "too_large_number": (
            ("modules", "edge", "nodes", "op", "of", "conv1", "node", "arguments", "kernel")
        ),
    }


def test_faults_of_form_come_all_at_once_with_ids() -> None:
    document = plain()
    document["colour"] = "red"
    alternative = document["modules"]["edge"]["nodes"][0]["of"][2]
    del alternative["node"]["operator"]
    document["modules"]["cell"]["edges"][3]["carries"]["arguments"] = 7
    document["modules"]["net"]["nodes"][0]["id"] = "stem cell"
    document["modules"]["cell"]["nodes"][0]["kind"] = "magic"

    found = {issue.path: issue.code for issue in issues_of(json.dumps(document))}

    assert found == {
        ("colour",): "unknown_field",
        ("modules", "edge", "nodes", "op", "of", "conv1", "node", "operator"): "missing_field",
        ("modules", "cell", "edges", "e03", "carries", "arguments"): "invalid_form",
        ("modules", "net", "nodes", "stem cell", "id"): "invalid_form",
        ("modules", "cell", "nodes", "n1"): "invalid_form",
    }


def test_messages_say_what_was_found() -> None:
    document = plain() | {"format": "nasweb.space/9"}

    (issue,) = issues_of(json.dumps(document))

    assert issue.path == ("format",)
    assert "nasweb.space/1" in issue.message
    assert "nasweb.space/9" in issue.message
