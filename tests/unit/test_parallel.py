from __future__ import annotations

import os
from pathlib import Path

import pytest

from goodpractice import parallel


@pytest.mark.parametrize("count", [1, 2, 3, 9])
@pytest.mark.parametrize("jobs", [0, 1, 64, 65, 400])
def test_every_job_is_done_once(tmp_path: Path, jobs: int, count: int) -> None:
    def work(job: int) -> None:
        with (tmp_path / str(job)).open("x", encoding="utf-8") as file:
            file.write(str(os.getpid()))

    parallel.run(range(jobs), work, count)
    done = {int(path.name): path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert sorted(done) == list(range(jobs))
    assert len(set(done.values())) == min(count, -(-jobs // parallel.RUN))


def test_a_failure_in_a_worker_is_a_failure() -> None:
    def work(job: int) -> None:
        if job == 100:
            raise ValueError("job 100")

    with pytest.raises(parallel.WorkerError, match="job 100"):
        parallel.run(range(200), work, 2)
    with pytest.raises(ValueError, match="job 100"):
        parallel.run(range(200), work, 1)


def test_a_worker_that_dies_is_a_failure() -> None:
    parent = os.getpid()

    def work(_: int) -> None:
        if os.getpid() != parent:
            os._exit(3)

    with pytest.raises(parallel.WorkerError):
        parallel.run(range(200), work, 2)


def test_no_worker_outlives_a_failure_here(tmp_path: Path) -> None:
    parent = os.getpid()

    def work(_: int) -> None:
        if os.getpid() == parent:
            raise ValueError("ours")
        (tmp_path / "pid").write_text(str(os.getpid()), encoding="utf-8")

    with pytest.raises(ValueError, match="ours"):
        parallel.run(range(100_000), work, 2)
    worker = tmp_path / "pid"
    if worker.exists() and worker.read_text("utf-8"):  # it may not have begun
        with pytest.raises(ChildProcessError):
            os.waitpid(int(worker.read_text("utf-8")), os.WNOHANG)


def test_there_is_always_one() -> None:
    assert 1 <= parallel.workers() <= parallel.MAX_WORKERS


def test_each_process_reports_what_it_has_done() -> None:
    done: list[int] = []
    reports = parallel.run(range(200), done.append, 3, lambda: ",".join(map(str, done)))
    theirs = [int(number) for report in reports for number in report.split(",")]
    assert len(reports) == 2
    assert sorted(done + theirs) == list(range(200))


def test_what_is_begun_ahead_is_done_by_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "workers", lambda: 2)
    wait = parallel.ahead(lambda: str(os.getpid()))
    assert wait() not in ("", str(os.getpid()))


@pytest.mark.parametrize("count", [1, 2])
def test_what_was_not_done_ahead_is_done_when_it_is_waited_for(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = os.getpid()

    def work() -> str:
        if os.getpid() != parent:
            raise ValueError("not here")
        return "done"

    monkeypatch.setattr(parallel, "workers", lambda: count)
    assert parallel.ahead(work)() == "done"
