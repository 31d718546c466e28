"""Workers keep what they made, tell what went wrong, and end with the command, whatever ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.flows.small_workspaces import SERIES
from wp_portraits.errors import ConfigurationError, Exit, WorkerLost
from wp_portraits.flows.crew import Crew, jobs_for, usable_cores


class Adder:
    """A worker that remembers."""

    def __init__(self, start: int) -> None:
        self.total = start

    def add(self, numbers: list[int]) -> int:
        self.total += sum(numbers)
        return len(numbers)

    def tell(self, more: int = 0) -> int:
        return self.total + more

    def refuse(self) -> None:
        raise ConfigurationError("Le gabarit est cassé.", hint="Répare-le.")

    def stumble(self) -> None:
        raise ZeroDivisionError

    def fill(self) -> None:
        raise OSError(28, "No space left on device", "/nowhere")

    def die(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def process(self) -> int:
        return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_each_portion_is_done_once_and_every_worker_keeps_its_own(jobs: int) -> None:
    with Crew(partial(Adder, 1000), jobs) as crew:
        assert sum(crew.share_out(Adder.add, [[number] * 3 for number in range(50)])) == 150
        assert sum(crew.everyone(Adder.tell)) == 1000 * jobs + 3 * sum(range(50))
        assert sum(crew.everyone(Adder.tell, more=1)) == 1001 * jobs + 3 * sum(range(50))
        assert list(crew.share_out(Adder.add, [])) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_of_a_worker_is_one_of_the_command(jobs: int) -> None:
    with (
        pytest.raises(ConfigurationError, match=r"Le gabarit est cassé\.") as raised,
        Crew(partial(Adder, 0), jobs) as crew,
    ):
        crew.everyone(Adder.refuse)
    assert (raised.value.hint, raised.value.exit_code) == ("Répare-le.", Exit.USAGE)


def test_a_full_disk_stays_one() -> None:
    with pytest.raises(OSError, match="No space left") as raised, Crew(partial(Adder, 0), 2) as crew:
        crew.everyone(Adder.fill)
    assert raised.value.errno == 28


def test_a_bug_in_a_worker_comes_with_its_traceback() -> None:
    with pytest.raises(Exception, match=r"in stumble\n.*raise ZeroDivisionError"), Crew(partial(Adder, 0), 2) as crew:
        crew.everyone(Adder.stumble)


def test_a_worker_that_is_killed_ends_the_work_in_one_message() -> None:
    with pytest.raises(WorkerLost, match="ended by signal 9") as raised, Crew(partial(Adder, 0), 2) as crew:
        crew.everyone(Adder.die)
    assert raised.value.exit_code == Exit.BUG
    with Crew(partial(Adder, 0), 2) as crew:
        os.kill(crew.everyone(Adder.process)[0], signal.SIGKILL)
        with pytest.raises(WorkerLost):
            list(crew.share_out(Adder.add, [[1]] * 100))


@pytest.mark.parametrize("how", [None, KeyboardInterrupt])
def test_no_worker_is_left(how: type[BaseException] | None) -> None:
    processes: list[int] = []
    try:
        with Crew(partial(Adder, 0), 2) as crew:
            processes = crew.everyone(Adder.process)
            if how:
                raise how
    except KeyboardInterrupt:
        pass
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_few_drafts_have_one_worker_and_nobody_gets_more_than_asked_for() -> None:
    assert (jobs_for(0, None), jobs_for(5, 8), jobs_for(1000, 1), jobs_for(1000, 3)) == (1, 1, 1, 3)
    assert jobs_for(10_000, None) == usable_cores()


def many(folder: Path, number: int) -> None:
    (folder / "drafts" / "series").mkdir(parents=True)
    (folder / "drafts" / "series" / "s.yml").write_text(SERIES, encoding="utf-8")
    for each in range(number):
        text = (
            f"---\nseries: s\nperson: {{name: Roy {each}}}\n---\n## Comment as-tu commencé ?\n\n"
            + "Par hasard.\n\n" * 40
        )
        (folder / "drafts" / f"roy-{each}.md").write_text(text, encoding="utf-8")


def test_check_and_render_tell_and_write_the_same_however_many_share_the_work(run: Run, tmp_path: Path) -> None:
    many(tmp_path, 60)
    (tmp_path / "drafts" / "roy-7.md").write_text("---\nseries: s\n---\n", encoding="utf-8")
    (tmp_path / "drafts" / "roy-8.md").write_bytes(b"\xff")
    assert run("check", "--jobs", "1") == run("check", "--jobs", "2")
    alone, shared = run("render", "-j", "1", "-o", "alone"), run("render", "-j", "2", "-o", "shared")
    assert alone.err.replace("alone/", "shared/") == shared.err
    assert alone.code == shared.code == Exit.FINDINGS
    pages = {path.name: path.read_bytes() for path in (tmp_path / "alone").iterdir()}
    assert len(pages) == 58
    assert pages == {path.name: path.read_bytes() for path in (tmp_path / "shared").iterdir()}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_command_and_workers_at_once_without_a_traceback(tmp_path: Path, number: signal.Signals) -> None:
    many(tmp_path, 1500)  # so that the work cannot be done before
    command = [str(Path(sys.executable).with_name("wp-portraits")), "render", "-j", "2", "-o", "out"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # a job in the background ignores Ctrl-C
    ) as running:
        deadline = time.monotonic() + 30
        while len(workers := workers_of(running.pid)) < 2 and time.monotonic() < deadline:
            time.sleep(0.005)
        os.killpg(running.pid, number)
        _, err = running.communicate(timeout=20)
    assert running.returncode == 128 + number
    assert "Traceback" not in err
    assert "wp-portraits: Stopped." in err
    while any(map(lives, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(lives, workers))


def workers_of(process: int) -> list[str]:
    """The processes that a process started."""
    children = [path.read_text().split() for path in Path(f"/proc/{process}/task").glob("*/children")]
    return [each for found in children for each in found]


def lives(process: str) -> bool:
    """Whether a process is at work; one that nobody has waited for yet is not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
