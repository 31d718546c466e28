"""A workflow for GitHub Actions."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Final

from wp_portraits.scheduling.job import Job

_WORKFLOW: Final = """\
# The comments of {site}, {words}.
# Secrets: Settings → Secrets and variables → Actions → {secrets}.
# The cache holds the comments, those not yet approved among them: use a private repository.
name: comments
on:
  schedule:
    - cron: "{cron}" # UTC
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: wp-portraits-comments
  cancel-in-progress: false
jobs:
  sync:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: python -m pip install {package}
      - uses: actions/cache@v4
        with:
          path: {state}
          key: wp-portraits-${{{{ github.run_id }}}}
          restore-keys: wp-portraits-
      - run: wp-portraits --no-input {options}comments sync
        working-directory: {folder}
        env:
{environment}"""


def workflow(job: Job, folder: PurePosixPath, version: str) -> str:
    """The file ``.github/workflows/comments.yml``; ``folder``: the workspace inside the repository."""
    secrets = ["WP_BEARER_TOKEN"] if job.token else ["WP_USERNAME", "WP_APP_PASSWORD"]
    settings = {"WP_URL": job.site, **job.environment}
    lines = [f"          {name}: {_text(value)}\n" for name, value in settings.items()]
    lines += [f"          {name}: ${{{{ secrets.{name} }}}}\n" for name in secrets]
    return _WORKFLOW.format(
        site=job.site,
        words=job.every.words,
        secrets=", ".join(secrets),
        cron=job.every.cron,
        package=f"wp-portraits=={version}",
        state=_text(str(folder / ".wp-portraits")),
        options="".join(f"{option} " for option in job.options),
        folder=_text(str(folder)),
        environment="".join(lines),
    )


def _text(value: str) -> str:
    """A YAML scalar that is this text, also where GitHub would see an expression in it."""
    return json.dumps(value.replace("${{", "${{ '${{' }}"), ensure_ascii=False)
