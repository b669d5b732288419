"""What the tests need beyond Python packages: Chromium. Installs it where that is possible."""

import os
import shutil
import subprocess
import sys

PATHS = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where a browser is."""
    return next((path for name in PATHS if (path := shutil.which(name))), None)


def main() -> int:
    """Install Debian's Chromium when it is missing and we may; else say what to do."""
    if chromium():
        return 0
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print("The journeys need Chromium: sudo apt-get install chromium", file=sys.stderr)
        return 1
    print("Installing Chromium for the journeys …", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return 0 if chromium() else 1


if __name__ == "__main__":
    sys.exit(main())
