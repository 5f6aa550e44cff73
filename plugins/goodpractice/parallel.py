"""Work shared between processes that are forked, so that nothing has to be sent to them.

What a worker reads was there before the fork; what it makes it writes to disk itself.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NoReturn, TypeVar

JobT = TypeVar("JobT")
# Jobs that stand together share what they draw, so they go to one worker in runs.
RUN = 64
MAX_WORKERS = 4
# Below this many, what a second process draws again for itself eats up what it saves.
WORTH_IT = 4_000


class WorkerError(Exception):
    """A worker failed; the message is its trace."""


def workers() -> int:
    """Return how many processes are worth having on this machine."""
    if not hasattr(os, "fork"):
        return 1
    affinity = getattr(os, "sched_getaffinity", None)
    available = len(affinity(0)) if affinity else os.cpu_count() or 1
    return min(available, MAX_WORKERS)


def run(
    jobs: Sequence[JobT],
    work: Callable[[JobT], None],
    count: int,
    report: Callable[[], str] = str,
) -> list[str]:
    """Do every job, in this process and in others.

    Args:
        jobs: what there is to do; their order does not matter.
        work: does one job.
        count: how many processes there may be.
        report: says what its process has done, when all its jobs are done.

    Returns:
        The reports of the other processes.

    Raises:
        WorkerError: a job failed in another process.
    """
    runs = [jobs[start : start + RUN] for start in range(0, len(jobs), RUN)]
    count = min(count, len(runs)) or 1
    shares = [[job for part in runs[number::count] for job in part] for number in range(count)]
    children = [_fork(share, work, report) for share in shares[1:]]
    try:
        _do(shares[0], work)
    except BaseException:
        _stop(children)
        raise
    ended = [_join(child) for child in children]
    failures = [text for failed, text in ended if failed]
    if failures:
        raise WorkerError("\n".join(failures))
    return [text for _, text in ended]


def ahead(work: Callable[[], str]) -> Callable[[], str]:
    """Begin some work in another process, and return what waits for what it says.

    Where there is no other process, it is done when it is waited for; so it is where that failed.
    """
    if workers() == 1:
        return work
    child = _fork((), _nothing, work)

    def wait() -> str:
        failed, text = _join(child)
        return work() if failed else text

    return wait


def _nothing(_: object) -> None:
    """Do none of no jobs: what is wanted is said at the end."""


def _do(jobs: Iterable[JobT], work: Callable[[JobT], None]) -> None:
    for job in jobs:
        work(job)


def _fork(
    jobs: Sequence[JobT], work: Callable[[JobT], None], report: Callable[[], str]
) -> tuple[int, int]:
    """Start a worker; return its id and where it says what it did or what went wrong."""
    sys.stdout.flush()
    sys.stderr.flush()
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _work_and_exit(jobs, work, report, theirs)
    os.close(theirs)
    return child, ours


def _work_and_exit(
    jobs: Sequence[JobT], work: Callable[[JobT], None], report: Callable[[], str], pipe: int
) -> NoReturn:
    """Be a worker. Nothing of the parent's may run on: no handler, no flush, no `finally`."""
    code = 1
    try:
        _do(jobs, work)
        _write(pipe, report())
        code = 0
    except BaseException:  # noqa: BLE001 - the outer edge of this process
        _write(pipe, traceback.format_exc()[-32_768:])
    finally:
        os._exit(code)


def _write(pipe: int, text: str) -> None:
    with os.fdopen(pipe, "wb", closefd=False) as file:
        file.write(text.encode())


def _join(child: tuple[int, int]) -> tuple[bool, str]:
    """Wait for a worker; return whether it failed, and its report or what went wrong with it."""
    number, pipe = child
    with os.fdopen(pipe, "rb") as file:
        text = file.read().decode(errors="replace")
    _, status = os.waitpid(number, 0)
    return status != 0, text or (f"a worker ended with status {status}" if status else "")


def _stop(children: Iterable[tuple[int, int]]) -> None:
    for number, pipe in children:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        os.close(pipe)
