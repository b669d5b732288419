"""Links that open a chat on WhatsApp; `form-action` in `security.py` names where they may lead."""

from urllib.parse import quote

from flask import current_app


def chat_link(number: str, text: str = "") -> str:
    """The address of a chat with a mobile number (`+628…`), with a text typed already."""
    chat = f"{current_app.config['SETTINGS'].whatsapp_url}/{number.removeprefix('+')}"
    return f"{chat}?text={quote(text, safe='')}" if text else chat
