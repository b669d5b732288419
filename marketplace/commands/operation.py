"""Running the site: prepare the database, serve, work, and keep both alive."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_sqlalchemy import SQLAlchemy

from marketplace import events, jobs, tasks
from marketplace.audit import sealing
from marketplace.commands.tasks import open_lanes
from marketplace.config import MOST_SHEET, MOST_UPLOAD, Settings
from marketplace.web import health


def _app() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined]


def prepare_database() -> None:
    """Bring the database to the present schema and the shipped places and categories."""
    import flask_migrate

    from marketplace.catalog import services as catalog
    from marketplace.places import services as places

    flask_migrate.upgrade()
    places.sync()
    catalog.sync_categories()


@click.command("prepare")
@with_appcontext
def prepare() -> None:
    """Migrate the database and load places and categories; safe to repeat."""
    prepare_database()
    click.echo("The database is ready.")


@click.command("web")
@click.option("--host", default="127.0.0.1", show_default=True)
@with_appcontext
def web(host: str) -> None:
    """Serve the site with waitress."""
    serve(_app(), host)


def serve(app: Flask, host: str = "127.0.0.1") -> None:
    """Answer requests until the process is told to stop."""
    import waitress

    settings = app.config["SETTINGS"]
    waitress.serve(app, host=host, port=settings.port, threads=8, ident=None, **limits(settings))


def limits(settings: Settings) -> dict[str, Any]:
    """What the server takes before the application is asked, and whose word it believes."""
    return {
        # Above the application's own limit, which answers in words; a gigabyte is never written.
        "max_request_body_size": MOST_SHEET + MOST_UPLOAD,
        "max_request_header_size": 32 * 1024,
        # Else the server hides a proxy's headers, and all people seem to share one address.
        "clear_untrusted_proxy_headers": not settings.behind_proxies,
    }


@click.command("work")
@with_appcontext
def work() -> None:
    """Run the worker: deliver events, process pictures, send mail, index, keep time."""
    work_on(_app())


def work_on(app: Flask) -> None:
    """Be the worker until the process is told to stop."""
    stopping = threading.Event()

    def keep_time() -> None:
        while not stopping.is_set():
            with app.app_context():
                try:
                    health.beat("worker")
                    events.deliver_waiting(late_only=True)
                    tasks.put_back_late()
                except Exception:
                    jobs.log.exception("the worker's clock stumbled")
            stopping.wait(health.BEAT_EVERY.total_seconds())

    clock = threading.Thread(target=keep_time, daemon=True)
    clock.start()
    lanes = [*open_lanes(app, stopping), sealing.keep_sealing(app, stopping)]
    try:
        jobs.consumer(app).run()
    finally:
        stopping.set()
        for lane in lanes:
            lane.join(5)


@click.command("start")
@with_appcontext
def start() -> None:
    """Prepare, load the demo world into an empty database, and run web and worker."""
    from marketplace.database import db

    app = _app()
    settings = app.config["SETTINGS"]
    prepare_database()
    if settings.demo:
        from marketplace.demo import world

        if world.is_empty():
            click.echo("Loading the demo world …", err=True)
            _close(db)
            # In a process of its own: the threads that file storage starts do not survive a fork,
            # and the children of a process that had them would wait for them for ever.
            _, status = os.waitpid(_fork(world.load), 0)
            if status:
                raise click.ClickException("the demo world could not be loaded")
    _close(db)
    _announce(app)
    _supervise({"worker": lambda: work_on(app), "web": lambda: serve(app)})


def _close(db: SQLAlchemy) -> None:
    """Let no connection cross a fork."""
    db.session.remove()
    db.engine.dispose()


def _announce(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    click.echo(f"\n  {settings.site_name}: {settings.site_url}\n")
    if settings.demo:
        from marketplace.demo import cast

        owner, officer, administrator = cast.ROHAYATI, cast.officers_of(None)[0], cast.JAJANG
        click.echo(f"  Demo sign-ins, all with the password {cast.PASSWORD}")
        click.echo(f"    buyer          {cast.SARI.sign_in}")
        click.echo(f"    owner          {owner.sign_in} ({owner.name}), {cast.DEWI.sign_in}")
        click.echo(f"    officer        {officer.sign_in}   code: flask demo code {officer.key}")
        click.echo(f"    administrator  {administrator.sign_in}   code: … {administrator.key}")
        click.echo("    everybody      flask demo cast\n")


def _supervise(processes: dict[str, Callable[[], Any]]) -> None:
    """Keep one child for each process; a child that dies is started again, not too fast."""
    children = {_fork(run): name for name, run in processes.items()}
    stopping = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True
        for pid in children:
            os.kill(pid, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while children:
        try:
            pid, status = os.wait()
        except InterruptedError:
            continue
        name = children.pop(pid, None)
        if name is None or stopping:
            continue
        click.echo(f"{name} ended with status {status}; starting it again", err=True)
        time.sleep(1)
        # The signal may have come while we slept: a child born now would never hear of it.
        if not stopping:
            children[_fork(processes[name])] = name


def _fork(run: Callable[[], Any]) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    if pid := os.fork():
        return pid
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    try:
        run()
    except (KeyboardInterrupt, SystemExit):
        pass
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def end_with(parent: int) -> None:
    """Stop when the supervisor is gone without having said so: nobody would ever stop us."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


COMMANDS = (prepare, web, work, start)
