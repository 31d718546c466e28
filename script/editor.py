"""An editor answers the first comment that waits for an answer: editor.py ENV_FILE [OPTION…] (options of wp-portraits)."""

from __future__ import annotations

import json
import subprocess
import sys

ANSWER = "Merci à vous! D'autres portraits suivront."


def main(env_file: str, *options: str) -> None:
    """Ask the command for the comments, answer one, unless each has its answer."""
    command = ["wp-portraits", "--env-file", env_file, *options, "comments"]
    exported = subprocess.run([*command, "export", "--format", "json"], check=True, capture_output=True).stdout
    comments = json.loads(exported)
    answered = {comment["parent"] for comment in comments}
    waiting = [comment for comment in comments if not comment["parent"] and comment["id"] not in answered]
    if not waiting:
        print("Every comment has its answer.")
        return
    subprocess.run([*command, "reply", str(waiting[0]["id"]), ANSWER], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
