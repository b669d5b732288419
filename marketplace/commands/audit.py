"""`flask audit …`: seal the trail of events, look for tampering, print its head."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from marketplace.audit import heads, reading, sealing
from marketplace.audit.verdict import Verdict

audit = AppGroup("audit", help="The sealed trail of events.")

WAITS = 5.0  # seconds for transactions that are still open
MOST_SHOWN = 20


@audit.command("seal")
def seal() -> None:
    """Seal now what waits for a seal."""
    click.echo(f"{sealing.seal_within(WAITS)} events sealed")


@audit.command("head")
def head() -> None:
    """Print the head of the trail, to keep outside: on paper, in a letter, on another machine."""
    present = sealing.present_head()
    if present is None:
        raise click.ClickException("No event is sealed yet: flask audit seal")
    click.echo(present.line())


@audit.command("verify")
@click.option(
    "--heads",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with heads, such as a saved mail; else those in MARKETPLACE_HOME/audit.",
)
def verify(file: Path | None) -> None:
    """Find edited, deleted, swapped, inserted and cut-off events; exit 1 on any."""
    told = None
    if file is not None:
        told = list(heads.read_file(file))
        if not told:
            raise click.ClickException(f"{file} holds no head.")
    verdict = reading.check(told)
    _tell(verdict)
    if not verdict.is_sound:
        sys.exit(1)


def _tell(verdict: Verdict) -> None:
    end = f", the last on {verdict.last.at:%Y-%m-%d %H:%M:%S} UTC" if verdict.last else ""
    click.echo(f"{verdict.seals} events are sealed{end}.")
    click.echo(f"{verdict.unsealed} events wait for a seal, the first for {verdict.oldest:.0f} s.")
    for one in verdict.restorations:
        click.echo(
            f"A backup was put back at {one.at:%Y-%m-%d %H:%M:%S} UTC: the trail goes on after "
            f"seal {one.own}; it had come to {one.outside}."
        )
    for line, one in verdict.lost[:MOST_SHOWN]:
        assert line.head is not None
        click.echo(
            f"  lost by the restore at {one.at:%Y-%m-%d %H:%M:%S} UTC: "
            f"seal {line.head.sequence} of {line.head.at:%Y-%m-%d %H:%M:%S} UTC"
        )
    if len(verdict.lost) > MOST_SHOWN:
        click.echo(f"  and {len(verdict.lost) - MOST_SHOWN} more heads")
    if verdict.is_sound:
        click.echo("Nothing was tampered with, as far as these heads reach.")
        return
    _tell_faults(verdict)


def _tell_faults(verdict: Verdict) -> None:
    first = verdict.first
    if first is not None and (first.event_id or first.sequence):
        click.echo(f"FIRST BAD RECORD: {_record(first.sequence, first.event_id)}: {first.kind}")
    for kind, faults in verdict.faults.items():
        click.echo(f"{kind.upper()}: {verdict.counts[kind]}")
        for fault in faults:
            where = _record(fault.sequence, fault.event_id)
            click.echo(f"  {where + ': ' if where else ''}{fault.words}")


def _record(sequence: int | None, event_id: int | None) -> str:
    named = ((event_id, "event"), (sequence, "seal"))
    return ", ".join(f"{word} {number}" for number, word in named if number)


COMMANDS = (audit,)
