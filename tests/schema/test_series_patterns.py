"""The patterns of a series: what they print and what they must not do."""

from __future__ import annotations

import re
import time

import pytest

from wp_portraits.model.portrait import Person
from wp_portraits.schema.pattern_templates import filled
from wp_portraits.schema.patterns import PatternProblem, fill, try_pattern

ZOE = Person("Zoé", "Pilote")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("Pour suivre {{ person.name }}", "Pour suivre Zoé"),
        ("{{ series.name }}\u00a0: {{ person.name|upper }} ({{ lang }})", "Portrait\u00a0: ZOÉ (fr-CA)"),
        ("{% if person.organization %}chez {{ person.organization }}{% else %}libre{% endif %}", "libre"),
        ("{{ person.name ~ '!' if person.role == 'Pilote' else '?' }}", "Zoé!"),
        ("{{ person.organization|default('libre', true) }}", "libre"),
        ("  sur\n deux   lignes ", "sur deux lignes"),
        ("sans rien", "sans rien"),
    ],
)
def test_patterns_print_values(pattern: str, expected: str) -> None:
    assert fill(pattern, ZOE, "Portrait", "fr-CA") == expected


@pytest.mark.parametrize(
    "person", [ZOE, Person("{{ lang }}", "a\n b", "{% x %} #"), Person(" Zoé & Max ", "<b>", "\u00a0")]
)
@pytest.mark.parametrize(
    "pattern",
    [
        "Portrait : {{ person.name }}",
        "{{person.name}}{{  person.role  }} — {{ person.organization }}, {{ series.name }} ({{ lang }}) & <b>",
        "sans rien",
        "# 100 % d'entretiens, l'un # après l'autre -- fin",
        *("{{ lang }}" * times for times in (1, 9, 10, 40)),
    ],
)
def test_a_plain_pattern_comes_out_as_from_jinja(pattern: str, person: Person) -> None:
    made = re.sub(r"[ \t\r\n]+", " ", filled(pattern, person, "{{ S }}", "fr-CA")).strip()
    assert fill(pattern, person, "{{ S }}", "fr-CA") == made


def test_a_value_is_never_read_as_a_pattern() -> None:
    assert fill("{{ person.name }}", Person("{{ 7*7 }} {% x %}"), "S", "fr") == "{{ 7*7 }} {% x %}"


@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        ("{{ person.nom }}", "person.name"),
        ("{{ persn.name }}", "person"),
        ("{{ author }}", "person.name"),
        ("{{ person }}", "person.name"),
        ("{{ person.name", "{{ person.name }}"),
        ("{% if x %}", ""),
        ("{{ person.name|replace('a', 'b') }}", "upper"),
        ("{{ person.name|nosuch }}", "upper"),
        ("{{ person.name|default(1, 2, 3, 4) }}", "{{ person.name }}"),
        ("{{ person.name.upper() }}", ""),
        ("{{ person['name'] }}", ""),
        ("{{ person.__class__.__mro__ }}", ""),
        ("{{ lang.__init__.__globals__ }}", ""),
        ("{{ 'x' * 10 ** 9 }}", ""),
        ("{{ 9 ** 9 ** 9 }}", ""),
        ("{% for i in range(10 ** 9) %}x{% endfor %}", ""),
        ("{% set x = lang %}{{ x }}", ""),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", ""),
        ("{% include '/etc/passwd' %}", ""),
        ("{% import 'x' as y %}", ""),
        ("{{ 1 / 0 }}", ""),
        ("{# rien #}", "words"),
        ("x" * 501, "Shorten"),
        ("{{ " + "(" * 240 + ")" * 240 + " }}", ""),
        ("{{ " + "not " * 120 + "lang }}", ""),
        ("{{ lang" + "|upper" * 80 + " }}", ""),
    ],
)
def test_what_a_pattern_must_not_do_is_refused_at_once(pattern: str, hint: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(PatternProblem) as caught:
        try_pattern(pattern)
    assert hint in caught.value.hint
    assert caught.value.message.endswith(".")
    assert time.perf_counter() - begun < 2


def test_a_pattern_may_fail_for_one_person_only() -> None:
    try_pattern("{{ person.organization }}")
    with pytest.raises(PatternProblem, match="empty"):
        fill("{{ person.organization }}", ZOE, "S", "fr")


def test_a_text_that_becomes_too_long_is_refused() -> None:
    with pytest.raises(PatternProblem, match="500"):
        fill("{{ person.name }}", Person("x" * 501), "S", "fr")
