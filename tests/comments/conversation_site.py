"""A workspace with a published portrait on a real WordPress, and its visitors: what the commands' tests work on."""

from __future__ import annotations

import base64
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import Ran
from wp_portraits.cli.main import run
from wp_portraits.sandbox.box import Sandbox

SERIES = "name: S\ntitle: '{{ person.name }}'\nquestions: [{id: a, text: 'Qui ?'}]\n"
DRAFT = "---\nseries: s\nperson: {{name: {name}}}\n---\n\n## Qui ?\n\nUne réponse.\n"


@dataclass(frozen=True)
class Blog:
    """Two portraits, published, and the command in their workspace."""

    box: Sandbox
    folder: Path
    transport: str
    posts: Mapping[str, int]

    def comments(self, *argv: str, stdin: str = "") -> Ran:
        """``wp-portraits comments …`` without a terminal, in this process: starting one for each call takes longer than
        the calls."""
        out, err, before = io.StringIO(), io.StringIO(), sys.stdin
        sys.stdin = io.StringIO(stdin)
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = run(["-C", str(self.folder), *self._globals(), "comments", *argv])
        finally:
            sys.stdin = before
        return Ran(code, out.getvalue(), err.getvalue())

    def json(self, *argv: str) -> Any:
        """What it prints, which is JSON."""
        ran = self.comments(*argv)
        assert ran.code == 0, ran.err
        return json.loads(ran.out)

    def on_terminal(self, *argv: str, editor: Path | None = None) -> tuple[int, str]:
        """The same on a terminal of 60 columns; the exit code, and what was shown."""
        command = str(Path(sys.executable).with_name("wp-portraits"))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WP_")}
        environment |= {"EDITOR": f"{sys.executable} {editor}", "TERM": "xterm", "COLUMNS": "60"}
        environment.pop("VISUAL", None)
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [command, *self._globals(), "comments", *argv],
            cwd=self.folder,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        shown = bytearray()
        try:
            while read := os.read(ours, 65536):
                shown += read
        except OSError:
            pass  # how Linux says that the other end is closed
        finally:
            os.close(ours)
        return process.wait(timeout=60), shown.decode()

    def say(self, key: str, *contents: str, **fields: Any) -> list[int]:
        """Visitors comment, past every filter of WordPress; ``fields`` of wp_insert_comment."""
        posted = {"comment_post_ID": self.posts[key], "comment_author": "Nadia Benali", **fields}
        values = [{**posted, "comment_content": content} for content in contents]
        told = base64.b64encode(json.dumps(values).encode()).decode()
        code = f"""echo json_encode(array_map(fn($values) => wp_insert_comment(wp_slash($values)),
            json_decode(base64_decode('{told}'), true)));"""
        ids: list[int] = json.loads(self.box.eval_php(code))
        return ids

    def on_site(self) -> dict[int, tuple[str, int, str]]:
        """Id → status, parent, text of every comment, asked past every API."""
        code = """global $wpdb; echo json_encode(array_map(fn($c) => [(int) $c->comment_ID, $c->comment_approved,
            (int) $c->comment_parent, $c->comment_content], $wpdb->get_results("SELECT * FROM $wpdb->comments")));"""
        return {row[0]: (row[1], row[2], row[3]) for row in json.loads(self.box.eval_php(code))}

    def _globals(self) -> list[str]:
        return ["--env-file", str(self.box.env_file), "--transport", self.transport]


def begin(box: Sandbox, folder: Path, transport: str) -> Blog:
    """Empty the site, publish two portraits."""
    box.reset()
    (folder / "drafts" / "series").mkdir(parents=True)
    (folder / "drafts" / "series" / "s.yml").write_text(SERIES, encoding="utf-8")
    for key, name in (("camille-roy", "Camille Roy"), ("lea-tremblay", "Léa Tremblay")):
        (folder / "drafts" / f"{key}.md").write_text(DRAFT.format(name=name), encoding="utf-8")
    argv = ["-C", str(folder), "--env-file", str(box.env_file), "--transport", transport]
    with redirect_stdout(io.StringIO()) as out:
        assert run([*argv, "publish", "--yes", "--format", "json"]) == 0
    return Blog(box, folder, transport, {post["key"]: post["id"] for post in json.loads(out.getvalue())["posts"]})
