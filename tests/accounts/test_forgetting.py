"""What is over is forgotten, and nothing else."""

from datetime import timedelta

from sqlalchemy import func, select

from marketplace.accounts import services
from marketplace.accounts.models import OneUseLink, PhoneConfirmation, SignIn, User
from marketplace.clock import now
from marketplace.database import db
from tests.builders import people


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_sign_up_that_was_not_finished_leaves_nothing(app):
    services.sign_up("Sari", "sari@contoh.id", people.PASSWORD, now())
    assert services.forget_what_is_over(now() + timedelta(days=1)) == 0
    assert count(OneUseLink) == 1
    assert services.forget_what_is_over(now() + timedelta(days=2, minutes=1)) == 1
    assert (count(OneUseLink), count(User)) == (0, 0)


def test_sessions_and_requests_are_kept_for_a_while(sari):
    services.start_sign_in(sari, now())
    services.request_phone_confirmation(sari, now())
    services.forget_what_is_over(now() + timedelta(days=32))
    assert (count(SignIn), count(PhoneConfirmation)) == (1, 1)
    services.forget_what_is_over(now() + timedelta(days=34))
    assert (count(SignIn), count(PhoneConfirmation)) == (1, 0)
    services.forget_what_is_over(now() + timedelta(days=121))
    assert count(SignIn) == 0


def test_a_confirmed_number_keeps_its_proof(sari, udin):
    asked = services.request_phone_confirmation(sari, now())
    services.confirm_phone(asked, by=udin, at=now())
    services.forget_what_is_over(now() + timedelta(days=365))
    assert count(PhoneConfirmation) == 1


def test_with_nothing_to_forget_nothing_is_written(app, statements):
    with statements() as seen:
        services.forget_what_is_over(now())
    assert not [sql for sql in seen if not sql.startswith("SELECT")]
