"""What a visit is, and how pages to visit are noted."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for

NOBODY = None


@dataclass(frozen=True)
class Visit:
    """One page: whose browser goes there, and what the server should answer."""

    endpoint: str
    path: str
    who: str | None = NOBODY
    status: int = 200


@dataclass
class Street:
    """What the addresses need, looked up in the demo world once."""

    app: Flask
    found: list[Visit]

    def add(
        self, endpoint: str, who: str | None = NOBODY, status: int = 200, **values: Any
    ) -> None:
        """Note a page to visit."""
        with self.app.test_request_context():
            self.found.append(Visit(endpoint, url_for(endpoint, **values), who, status))
