"""Telephone numbers as people here write them, kept as E.164."""

import re

import phonenumbers

from marketplace.errors import RuleBroken

MOBILE = re.compile(r"^\+628[1-9]\d{6,10}$")
_SHAPE = re.compile(r"^[\s+()\-.\d]{6,24}$")


def looks_like_phone(text: str) -> bool:
    """Whether somebody who may give a number or an e-mail address gave a number."""
    return "@" not in text and _SHAPE.match(text.strip()) is not None


def mobile(text: str) -> str:
    """A mobile number as `+628…`; RuleBroken with words when it is none.

    Accepts `0812-3456-7890`, `62812…`, `+62 812 …` and brackets (commerce.md 6.6).
    """
    number = normalised(text)
    if number is None:
        raise RuleBroken("Tulis nomor HP yang lengkap, misalnya 0812-3456-7890.")
    if MOBILE.match(number):
        return number
    if number.startswith("+62") and number[3] in "234567":
        raise RuleBroken(
            "Ini nomor telepon rumah atau kantor. Tulis nomor HP seperti 0812-3456-7890."
        )
    raise RuleBroken("Tulis nomor HP Indonesia yang lengkap, misalnya 0812-3456-7890.")


def normalised(text: str) -> str | None:
    """Any possible number in E.164, or None."""
    if not _SHAPE.match(text.strip()):
        return None
    written = text.strip()
    if re.sub(r"\D", "", written).startswith("62") and not written.startswith("+"):
        written = "+" + re.sub(r"\D", "", written)
    try:
        parsed = phonenumbers.parse(written, "ID")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def masked(number: str) -> str:
    """A number by which only its holder recognises it: `0812****7890`."""
    local = "0" + number.removeprefix("+62")
    return f"{local[:4]}****{local[-4:]}"


def local(number: str) -> str:
    """A number as people dial it here: `0812-3456-7890`."""
    digits = "0" + number.removeprefix("+62")
    return "-".join(part for part in (digits[:4], digits[4:8], digits[8:]) if part)


def can_have_whatsapp(number: str) -> bool:
    """Whether a number is an Indonesian mobile number, so that a chat may be opened with it."""
    return MOBILE.match(number) is not None
