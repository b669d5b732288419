"""E-mail addresses as they are kept: valid, lower-cased."""

from email_validator import EmailNotValidError, validate_email

from marketplace.errors import RuleBroken


def address(text: str) -> str:
    """An address in the form in which it is kept; RuleBroken with words when it is none."""
    try:
        # `.test` addresses reach nobody; the cast of the demo world has them.
        valid = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise RuleBroken("Tulis alamat e-mail yang lengkap, misalnya nama@contoh.id.") from None
    if len(valid.normalized) > 254:
        raise RuleBroken("Alamat e-mail ini terlalu panjang.")
    return valid.normalized.lower()
