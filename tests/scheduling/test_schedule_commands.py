"""The job's files as the command writes them: installed, and carried out as cron, systemd and GitHub would."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Run
from wp_portraits import __version__
from wp_portraits.sandbox.box import Sandbox

BARE = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "SHELL": "/bin/sh"}
"""What cron gives a job, and systemd not much more."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace whose name wants quoting everywhere."""
    made = tmp_path / "dépôt" / "l'été à 100% $HOME"
    (made / "drafts").mkdir(parents=True)
    (made / ".env").write_text("WP_URL=https://blog.example.org\nWP_USERNAME=nadia\n", encoding="utf-8")
    return made


def after_cron(text: str) -> tuple[str, str]:
    """When, and what the shell is given: cron takes a backslash before a percent sign away, and stops at one without."""
    line = text.splitlines()[-1]
    when, command = line[: len(" ".join(line.split()[:5]))], line.split(None, 5)[5]
    assert not re.search(r"(?<!\\)%", command)
    return when, command.replace("\\%", "%")


def test_a_line_for_a_crontab(run: Run, folder: Path) -> None:
    ran = run("--transport", "rest", "schedule", "cron", "--every", "1h", cwd=folder, env={"WP_TIMEOUT": "20"})
    when, command = after_cron(ran.out)
    assert when == "7 * * * *"
    words = shlex.split(command)
    assert words[:2] == ["env", "WP_TIMEOUT=20"]
    options = ["-q", "--no-input", "-C", str(folder), "--transport", "rest", "comments", "sync"]
    assert words[3:] == options
    assert Path(words[2]).is_file()
    assert "WP_PASSWORD_COMMAND" in ran.err


def test_a_workflow_is_what_github_takes(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "dépôt" / ".git").mkdir()
    env = {"WP_CONCURRENCY": "1", "WP_APP_PASSWORD": "très secret", "WP_REST_ROOT": "https://x/${{ github.token }}"}
    ran = run("--transport", "xmlrpc", "--insecure", "schedule", "github", cwd=folder, env=env)
    told: dict[Any, Any] = yaml.safe_load(ran.out)
    assert told[True] == {"schedule": [{"cron": "7-59/15 * * * *"}], "workflow_dispatch": None}
    *_, install, cache, sync = told["jobs"]["sync"]["steps"]
    assert install["run"].endswith(f"wp-portraits=={__version__}")
    assert cache["with"]["path"] == "l'été à 100% $HOME/.wp-portraits"
    assert sync["working-directory"] == "l'été à 100% $HOME"
    assert sync["run"] == "wp-portraits --no-input --insecure comments sync"
    assert sync["env"] == {
        "WP_URL": "https://blog.example.org",
        "WP_REST_ROOT": "https://x/${{ '${{' }} github.token }}",
        "WP_TRANSPORT": "xmlrpc",
        "WP_CONCURRENCY": "1",
        "WP_USERNAME": "${{ secrets.WP_USERNAME }}",
        "WP_APP_PASSWORD": "${{ secrets.WP_APP_PASSWORD }}",
    }
    (tmp_path / "comments.yml").write_text(ran.out, encoding="utf-8")
    check = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(tmp_path / "comments.yml")]
    checked = subprocess.run([sys.executable, *check], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    (tmp_path / "comments.yml").write_text(ran.out.replace("runs-on:", "run-on:"), encoding="utf-8")
    assert subprocess.run([sys.executable, *check], capture_output=True, check=False).returncode == 1


def test_a_token_that_only_the_terminal_knows_is_missed(run: Run, folder: Path) -> None:
    words = "The job does not know your terminal: put WP_BEARER_TOKEN into .env."
    for kind in ("cron", "systemd"):
        ran = run("schedule", kind, cwd=folder, env={"WP_BEARER_TOKEN": "jeton-secret"})
        assert words in ran.err
        assert "WP_APP_PASSWORD" not in ran.err
        assert "jeton-secret" not in ran.out + ran.err
    with (folder / ".env").open("a", encoding="utf-8") as settings:
        settings.write("WP_BEARER_TOKEN=jeton-secret\n")
    assert run("schedule", "cron", cwd=folder).err == ""


def test_a_user_without_a_name_or_a_home(run: Run, folder: Path, tmp_path: Path) -> None:
    """As in a container that runs under a number of its own."""
    (tmp_path / "sitecustomize.py").write_text("import pwd\npwd.getpwuid = {}.__getitem__\n", encoding="utf-8")
    nameless = {"PYTHONPATH": str(tmp_path), "LOGNAME": "", "USER": "", "LNAME": "", "USERNAME": ""}
    assert f"User={os.getuid()}\n" in run("schedule", "systemd", cwd=folder, env=nameless).out
    environment = {name: text for name, text in os.environ.items() if name not in ("HOME", "XDG_CONFIG_HOME")}
    argv = [str(Path(sys.executable).with_name("wp-portraits")), "schedule", "systemd", "--user"]
    ran = subprocess.run(argv, cwd=folder, env={**environment, **nameless}, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Your user has no home folder." in ran.stderr


def test_units_are_installed_once_and_never_replaced_in_silence(run: Run, folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "config"
    env = {"XDG_CONFIG_HOME": str(config)}

    def install(*more: str) -> tuple[int, str, str]:
        ran = run("schedule", "install", "--systemd-user", *more, cwd=folder, env=env)
        return ran.code, ran.out, ran.err

    code, out, err = install()
    units = sorted((config / "systemd" / "user").iterdir())
    names = ["wp-portraits-blog.example.org.service", "wp-portraits-blog.example.org.timer"]
    assert (code, [unit.name for unit in units]) == (0, names)
    assert out == "".join(f"wrote {unit}\n" for unit in units)
    assert "systemctl --user daemon-reload\n  systemctl --user enable --now wp-portraits-blog.example.org.timer" in err
    assert str(config / "wp-portraits" / "blog.example.org.password") in err
    assert install()[1] == "".join(f"kept {unit}\n" for unit in units)

    ours = units[1].read_text(encoding="utf-8") + "# à moi\n"
    units[1].write_text(ours, encoding="utf-8")
    code, out, err = install("--every", "1h")
    assert (code, out) == (3, "")
    assert "-# à moi" in err
    assert units[1].read_text(encoding="utf-8") == ours
    code, out, _ = install("--every", "1h", "--replace")
    assert (code, out) == (0, f"kept {units[0]}\nwrote {units[1]}\n")
    assert "every hour" in units[1].read_text(encoding="utf-8")
    assert run("schedule", "install", cwd=folder, env=env).code == 2


def test_enabling_asks_systemd(run: Run, folder: Path, tmp_path: Path) -> None:
    """With a systemctl that writes down what it is asked, and one that has nobody to ask."""
    env = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "ASKED": str(tmp_path / "asked")}
    systemctl = tmp_path / "bin" / "systemctl"
    systemctl.parent.mkdir()
    systemctl.write_text('#!/bin/sh\necho "$@" >> "$ASKED"\n')
    systemctl.chmod(0o755)
    env["PATH"] = f"{systemctl.parent}:{os.environ['PATH']}"
    assert run("schedule", "install", "--systemd-user", "--enable", cwd=folder, env=env).code == 0
    timer = "wp-portraits-blog.example.org.timer"
    assert (tmp_path / "asked").read_text().splitlines() == ["--user daemon-reload", f"--user enable --now {timer}"]
    systemctl.write_text("#!/bin/sh\necho Failed to connect to bus: No medium found >&2\nexit 1\n")
    refused = run("schedule", "install", "--systemd-user", "--enable", cwd=folder, env=env)
    assert refused.code == 2
    assert "systemctl --user daemon-reload: Failed to connect to bus: No medium found." in refused.err


def test_units_are_written_into_a_folder(run: Run, folder: Path) -> None:
    assert run("schedule", "systemd", "-o", "units", "--password-file", "secret", cwd=folder).code == 0
    text = (folder / "units" / "wp-portraits-blog.example.org.service").read_text(encoding="utf-8")
    assert f"LoadCredential=wp-portraits-password:{str(folder / 'secret').replace('%', '%%')}\n" in text
    printed = run("schedule", "systemd", "--password-file", "secret", cwd=folder).out
    assert text in printed
    assert printed.startswith("# /etc/systemd/system/wp-portraits-blog.example.org.service\n")
    assert "User=" not in run("schedule", "systemd", "--user", cwd=folder).out


@pytest.mark.site
def test_the_jobs_do_what_they_are_for(run: Run, folder: Path, wordpress: Sandbox, tmp_path: Path) -> None:
    """Each is carried out with nothing around it but what its file says; the password comes the way it says."""
    user, password = wordpress.credentials()
    settings = f"WP_URL={wordpress.status().url}\nWP_USERNAME={user}\n"
    (folder / ".env").write_text(settings, encoding="utf-8")
    mirror = next(iter((folder / ".wp-portraits" / "sites").glob("*/comments.sqlite")), None)
    assert mirror is None

    unit = run("schedule", "systemd", cwd=folder).out
    [asking] = re.findall(r'^Environment="WP_PASSWORD_COMMAND=(.*)"$', unit, re.MULTILINE)
    (tmp_path / "wp-portraits-password").write_text(password + "\n", encoding="utf-8")
    credentials = {"CREDENTIALS_DIRECTORY": str(tmp_path), "WP_PASSWORD_COMMAND": asking.replace('\\"', '"')}
    [command] = re.findall(r"^ExecStart=:(?:/usr/bin/env )?(\S+) -q --no-input comments sync$", unit, re.MULTILINE)
    argv = [command, "-q", "--no-input", "comments", "sync"]
    subprocess.run(argv, cwd=folder, env={**BARE, **credentials}, check=True, timeout=60)
    assert subprocess.run(argv, cwd=folder, env=BARE, capture_output=True, check=False).returncode == 2
    assert len(list((folder / ".wp-portraits" / "sites").glob("*/comments.sqlite"))) == 1

    told = yaml.safe_load(run("schedule", "github", cwd=folder).out)["jobs"]["sync"]["steps"][-1]
    secrets = {"WP_USERNAME": user, "WP_APP_PASSWORD": password}
    env = {name: secrets.get(name, value) for name, value in told["env"].items()} | BARE
    env["PATH"] = f"{Path(sys.executable).parent}:{env['PATH']}"
    (folder / ".env").unlink()
    synced = subprocess.run(["bash", "-e", "-c", told["run"]], cwd=folder, env=env, capture_output=True, text=True)
    assert (synced.returncode, synced.stdout.partition(":")[0]) == (0, "Comments"), synced.stderr

    (folder / ".env").write_text(f"{settings}WP_APP_PASSWORD={password}\n", encoding="utf-8")
    _, command = after_cron(run("schedule", "cron", cwd=folder).out)
    subprocess.run(["/bin/sh", "-c", command], cwd="/", env=BARE, check=True, timeout=60)
