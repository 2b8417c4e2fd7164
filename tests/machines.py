"""A scheduler of Dask and two workers on the loopback, as they run on many machines, to be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.ingest.cluster import SETTINGS

ROOT = Path(__file__).parents[1]
READY = 60.0
"""Seconds that a process may take to be there, on a machine that others keep busy."""


class Machines:
    """Use it in a `with` statement; every process is one of the command line of Dask, over TCP."""

    def __init__(self, workers: int = 2) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._count = workers
        self._scheduler: subprocess.Popen[bytes] | None = None
        self._workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        try:
            self.start()
        except TimeoutError:
            self.switch_off()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.switch_off()

    def start(self) -> None:
        """The scheduler, and workers; returns when all are there."""
        self._scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        self._wait(self._answers)
        self.start_workers()

    def start_workers(self) -> None:
        """Each in a process of its own, which its nanny starts again when it dies."""
        options = ("--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--local-directory", "/tmp")
        self._workers = [self._run("worker", self.address, *options) for _ in range(self._count)]
        self._wait(lambda: all(map(children_of, self._workers)))

    def kill_a_worker(self) -> None:
        """The process that reads, with no time to say goodbye."""
        for pid in children_of(self._workers[0]):
            os.kill(pid, signal.SIGKILL)

    def cpu(self) -> float:
        """Seconds that the scheduler, the nannies and the workers that live were busy."""
        running = [process for process in (self._scheduler, *self._workers) if process is not None]
        pids = [
            *(process.pid for process in running),
            *(pid for worker in self._workers for pid in children_of(worker)),
        ]
        return sum(map(_busy, pids))

    def switch_off(self) -> None:
        """The scheduler and its workers are gone, with no time to say goodbye."""
        pids = [pid for worker in self._workers for pid in children_of(worker)]
        for process in [self._scheduler, *self._workers]:
            if process is not None:
                process.kill()
                process.wait()
        for pid in pids:
            if Path(f"/proc/{pid}").exists():
                os.kill(pid, signal.SIGKILL)
        self._scheduler, self._workers = None, []

    def _run(self, *command: str) -> "subprocess.Popen[bytes]":
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DASK_CONFIG": str(SETTINGS),
            "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "critical",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *command],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _answers(self) -> bool:
        with socket.socket() as asking:
            return asking.connect_ex(("127.0.0.1", self.port)) == 0

    def _wait(self, there: Callable[[], bool]) -> None:
        until = time.monotonic() + READY
        while not there():
            if time.monotonic() > until:
                raise TimeoutError("the machines of the test do not start")
            time.sleep(0.05)


def children_of(process: "subprocess.Popen[bytes]") -> list[int]:
    """The processes that read: a nanny has one, beside what keeps track of its semaphores."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "resource_tracker" not in line]


def _busy(pid: int) -> float:
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
