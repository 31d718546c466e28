from __future__ import annotations

from wp_portraits.reports.explanation import explanation_text

PAGE = """\
# Q001: A title (error)

A paragraph with **weight**, `code` and
[a link](../draft-format.md) in two lines.

Wrong:

```markdown
## Question

A **bold** answer that is much longer than the terminal is wide.

```

To mend it: write.
"""


def test_markup_goes_and_examples_stay_as_they_are() -> None:
    assert explanation_text(PAGE).splitlines() == [
        "Q001: A title (error)",
        "",
        "A paragraph with weight, `code` and",
        "a link in two lines.",
        "",
        "Wrong:",
        "",
        "    ## Question",
        "",
        "    A **bold** answer that is much longer than the terminal is wide.",
        "",
        "",
        "To mend it: write.",
    ]


def test_paragraphs_are_wrapped_on_a_terminal_and_examples_are_not() -> None:
    lines = explanation_text(PAGE, width=24, color=True).splitlines()
    assert lines[:5] == [
        "\x1b[1mQ001: A title (error)\x1b[0m",
        "",
        "A paragraph with weight,",
        "`code` and a link in two",
        "lines.",
    ]
    assert "\x1b[36m    A **bold** answer that is much longer than the terminal is wide.\x1b[0m" in lines
