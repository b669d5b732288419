"""Import one register in this process, and print what that took as one JSON line."""

import json
import resource
import sys
import time
from datetime import date
from pathlib import Path

from marketplace import create_app
from marketplace.registry import services


def peak_mb() -> int:
    """The most memory that this program held; `ru_maxrss` would count who started it too."""
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(told.split("VmHWM:")[1].split()[0]) // 1024


def main(path: str, day: str) -> None:
    """Preview and apply, as `flask registry import` does."""
    origin = services.Origin(Path(path).name, "Uji beban", date.fromisoformat(day))
    with create_app().app_context():
        started = time.perf_counter()
        staged = services.preview(Path(path), origin, by=None)
        previewed = time.perf_counter()
        services.apply(staged, by=None)
        applied = time.perf_counter()
        summary = dict(staged.summary)
    print(
        json.dumps(
            {
                "preview_seconds": round(previewed - started, 1),
                "apply_seconds": round(applied - previewed, 2),
                "mb": peak_mb(),
                "child_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
                "added": summary["added"],
                "changed": summary["changed"],
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
