"""Random tokens and codes; only their hashes are kept."""

import hashlib
import re
import secrets

# No letters or digits that are mistaken for one another, aloud or on paper.
LETTERS = "ABCDEFGHJKMNPQRTUVWXY346789"


def new_token() -> str:
    """A token of 256 bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token or a code."""
    return hashlib.sha256(token.encode()).hexdigest()


def short_code() -> str:
    """Six letters to be sent from a telephone: `K7MQ4T`."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


def recovery_code() -> str:
    """Twelve letters to be written on paper, 57 bits: `K7MQ-4TRA-9XWE`."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(12))
    return "-".join(letters[at : at + 4] for at in range(0, 12, 4))


def recovery_code_hash(code: str) -> str:
    """The hash of a recovery code, however its letters are grouped or cased."""
    return hash_of("recovery:" + re.sub(r"[\W_]+", "", code).upper())
