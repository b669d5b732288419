"""Mail goes out once, and the outbox forgets what it said."""

import sqlalchemy as sa

from marketplace.database import db, transaction
from marketplace.mail import Mail, queue


def test_a_mail_is_laid_down_and_its_text_forgotten(app, worker):
    with transaction():
        queue("sari@contoh.test", "Konfirmasi\nBcc: orang@lain.test", "Tautan rahasia.")
    worker()
    files = list((app.config["SETTINGS"].home / "mail").glob("*.eml"))
    assert len(files) == 1
    text = files[0].read_text()
    assert "Tautan rahasia." in text and "\nBcc:" not in text
    mail = db.session.scalars(sa.select(Mail)).one()
    assert mail.text == "" and mail.sent_at is not None


def test_a_mail_told_twice_is_sent_once(app, worker):
    from marketplace import events, mail

    with transaction():
        queue("sari@contoh.test", "Halo", "Isi.")
    worker()
    event = db.session.scalars(sa.select(events.Event)).one()
    mail.send(event)
    assert len(list((app.config["SETTINGS"].home / "mail").glob("*.eml"))) == 1
