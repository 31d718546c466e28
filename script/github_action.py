"""What action.yml runs: one command, what became of it as the step's outputs, and a page for the job's summary.

Everything comes in through the environment. ``check`` writes its own annotations and its own page.
"""

from __future__ import annotations

import html
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

OUTPUTS = {
    "check": ("drafts", "errors", "warnings"),
    "plan": ("create", "update", "conflicts"),
    "publish": ("created", "updated", "kept", "failed", "conflicts"),
}
"""The counts of each command's JSON that become outputs of the step."""
ROWS = {"plan": "actions", "publish": "posts"}
"""Where that JSON has a row for each post."""
QUIET = ("keep", "adopt", "rebase")
MOST = 500
"""Rows of the page: GitHub takes a megabyte."""


def main() -> int:
    sys.stdout.reconfigure(encoding="utf-8")  # on Windows it would not be
    command = os.environ["COMMAND"]
    if command not in OUTPUTS:
        print(f"::error title=wp-portraits::The input “command” must be one of: {', '.join(OUTPUTS)}.")
        return 2
    code = check()
    return code if code or command == "check" else online(command)


def check() -> int:
    """Once for the counts, once for the annotations."""
    options = ["--strict"] if os.environ.get("STRICT", "").lower() == "true" else []
    counted = wp_portraits("check", "--format", "json", *options)
    if counted.returncode > 1:
        return counted.returncode
    put_out("check", json.loads(counted.stdout))
    told = wp_portraits("check", "--format", "github", *options)
    print(told.stdout, end="", flush=True)
    return told.returncode


def online(command: str) -> int:
    """Plan or publish; the runner obeys nothing of what is printed meanwhile."""
    token = secrets.token_hex()
    print(f"::stop-commands::{token}", flush=True)
    done = wp_portraits(command, "--format", "json", *(["--yes"] if command == "publish" else []))
    if done.stdout.startswith("{"):
        became = json.loads(done.stdout)
        put_out(command, became)
        append("GITHUB_STEP_SUMMARY", page(command, became))
        print("\n".join(" ".join(cells(post)) for post in told_of(command, became)))
    print(f"::{token}::", flush=True)
    return done.returncode


def wp_portraits(*argv: str) -> subprocess.CompletedProcess[str]:
    """Run the command in the workspace; what it says beside its product goes to the log at once."""
    call = ["wp-portraits", "-C", os.environ.get("FOLDER") or ".", "--no-input", *argv]
    return subprocess.run(call, stdout=subprocess.PIPE, encoding="utf-8", check=False)


def put_out(command: str, counts: Mapping[str, Any]) -> None:
    append("GITHUB_OUTPUT", "".join(f"{name}={int(counts[name])}\n" for name in OUTPUTS[command]))


def append(variable: str, text: str) -> None:
    path = os.environ.get(variable)
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)


def page(command: str, became: Mapping[str, Any]) -> str:
    """A heading, the counts, and a table of the posts that something became of; no text in it is markup."""
    counts = ", ".join(f"{became[name]} {name}" for name in OUTPUTS[command])
    told = told_of(command, became)
    rows = [row(cells(post)) for post in told[:MOST]]
    if len(told) > MOST:
        rows.append(row((f"… and {len(told) - MOST} more",)))
    table = f"<table>\n{''.join(rows)}</table>\n" if rows else ""
    refused = "".join(f"<p>{html.escape(each)}</p>\n" for each in became.get("refused", ()))
    return f"### wp-portraits {command}\n\n{counts}\n\n{refused}{table}\n"


def told_of(command: str, became: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The posts, without those that are as they should be."""
    return [post for post in became[ROWS[command]] if post["action"] not in QUIET]


def cells(post: Mapping[str, Any]) -> tuple[str, ...]:
    why = post.get("error") or post.get("reason") or ""
    return post["action"], post["key"], post.get("url") or "", " ".join(why.split())


def row(texts: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{html.escape(text)}</td>' for text in texts)}</tr>\n"


if __name__ == "__main__":
    sys.exit(main())
