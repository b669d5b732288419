"""Tasks: the lanes in which the worker has them done, each task in a process of its own.

A process of its own keeps the worker small and quick: what a large sheet takes goes with it.
"""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from marketplace import tasks as queue

LANES = 2
LOOKS_EVERY = 0.4  # seconds
BEATS_EVERY = 20.0
LONGEST = 3600.0


@click.group("tasks")
def tasks() -> None:
    """Work that the worker does in the background."""


@tasks.command("run")
@click.argument("task_id", type=int)
@with_appcontext
def run(task_id: int) -> None:
    """Do one claimed task; the worker calls this."""
    from marketplace.commands.operation import end_with

    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    queue.run(task_id)


def open_lanes(app: Flask, stopping: threading.Event) -> list[threading.Thread]:
    """Do waiting tasks, some at once, until told to stop."""
    lanes = [
        threading.Thread(target=_lane, args=(app, stopping), daemon=True) for _ in range(LANES)
    ]
    for lane in lanes:
        lane.start()
    return lanes


def _lane(app: Flask, stopping: threading.Event) -> None:
    while not stopping.is_set():
        with app.app_context():
            try:
                task_id = queue.claim_next()
                if task_id is not None:
                    _do_apart(task_id, stopping)
                    continue
            except Exception:
                queue.log.exception("a lane stumbled")
        stopping.wait(LOOKS_EVERY)


def _do_apart(task_id: int, stopping: threading.Event) -> None:
    """Have a child do a task; whatever becomes of the child, the task is not lost."""
    child = subprocess.Popen(
        [sys.executable, "-m", "flask", "tasks", "run", str(task_id)],
        cwd=Path(current_app.root_path).parent,
        env={**os.environ, "MARKETPLACE_HOME": str(current_app.config["SETTINGS"].home)},
        stdin=subprocess.DEVNULL,
    )
    began = beaten = time.monotonic()
    while child.poll() is None:
        at = time.monotonic()
        if stopping.wait(0.1) or at - began > LONGEST:
            child.kill()
            child.wait()
        elif at - beaten > BEATS_EVERY:
            beaten = at
            queue.beat(task_id)
    queue.put_back(task_id)


COMMANDS = (tasks,)
