"""The head of the trail by mail, once a day: whoever keeps the mail can prove what was cut off."""

from flask import current_app

from marketplace import mail, nightly
from marketplace.audit import sealing
from marketplace.database import transaction

LETTER = "mail/audit_head.txt"


@nightly.job
def send_head() -> None:
    """Write to everybody whom AUDIT_MAIL_TO names."""
    recipients = current_app.config["SETTINGS"].audit_mail_to
    head = sealing.present_head() if recipients else None
    if head is None:
        return
    with transaction():
        for recipient in recipients:
            mail.write(recipient, LETTER, head=head, line=head.line())
