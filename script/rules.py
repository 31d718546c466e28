"""Write docs/checks.md and docs/rules/: the pages that stand in the docstrings of wp_portraits/check.

Run it after changing a rule's docstring or the register of codes: ``.venv/bin/python script/rules.py``.
"""

from pathlib import Path

from wp_portraits.check.pages import manual

DOCS = Path(__file__).parent.parent / "docs"


def main() -> None:
    pages = manual()
    (DOCS / "rules").mkdir(exist_ok=True)
    for old in (DOCS / "rules").glob("*.md"):
        if f"rules/{old.name}" not in pages:
            old.unlink()
    for path, text in pages.items():
        (DOCS / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
