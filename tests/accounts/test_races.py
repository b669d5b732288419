"""Two people at the same moment: exactly one wins, the other gets words."""

from sqlalchemy import func, select

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import services
from marketplace.accounts.models import PhoneConfirmation, SignIn, User
from marketplace.accounts.services.paper_codes import new_recovery_codes
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.errors import RuleBroken
from tests import afterwards
from tests.at_once import at_once, refusals
from tests.builders import people

NEW = ("meja kayu lampu minyak", "pintu biru laut tua")


def tokens_to(address: str) -> list[str]:
    """The tokens of all links that were mailed to an address."""
    return [
        line.rpartition("/")[2].strip()
        for mail in afterwards.mails_to(address)
        for line in mail.text.splitlines()
        if line.startswith("http://localhost/") and len(line) > 60
    ]


def test_one_link_twice(app, dewi):
    services.ask_for_reset("dewi@contoh.id", now())
    (token,) = tokens_to("dewi@contoh.id")
    results = at_once(
        app, *[lambda new=new: services.reset_by_link(token, new, now()) for new in NEW]
    )
    assert len(refusals(results)) == 1
    known = [services.authenticate("dewi@contoh.id", new) is not None for new in NEW]
    assert known == [result is None for result in results]
    assert len(afterwards.events("password.reset")) == 1


def test_one_invitation_twice(app):
    token = services.invite(
        "rahmat@dinas.id", name="Rahmat", regency_code=None, duties=["verify"], by=None, at=now()
    )
    accept = [lambda new=new: services.accept_invitation(token, new, now()) for new in NEW]
    assert len(refusals(at_once(app, *accept))) == 1
    assert len(afterwards.events("officer.appointed")) == 1


def test_one_address_joins_twice(app):
    for password in NEW:
        services.sign_up("Sari", "sari@contoh.id", password, now())
    tokens = tokens_to("sari@contoh.id")
    assert len(tokens) == 2
    join = [lambda token=token: services.finish_sign_up(token, now()).id for token in tokens]
    results = at_once(app, *join)
    assert [str(refused) for refused in refusals(results)] == [
        "Alamat e-mail ini sudah punya akun. Silakan masuk."
    ]
    assert db.session.scalar(select(func.count()).select_from(User)) == 1


def test_one_number_for_two_people(app, udin):
    asked, officer_id = [], udin.id
    for name in ("Sari", "Rina", "Wati", "Euis"):
        holder = people.by_phone(name, "+6281234567890")
        asked.append(services.request_phone_confirmation(holder, now()).id)

    def confirm(number: int) -> None:
        one = db.session.get_one(PhoneConfirmation, number)
        services.confirm_phone(one, by=db.session.get_one(User, officer_id), at=now())

    results = at_once(app, *[lambda number=number: confirm(number) for number in asked])
    assert len(refusals(results)) == 3, results
    assert all("akun lain" in str(refused) for refused in refusals(results))
    confirmed = select(func.count()).where(User.phone_confirmed_at.is_not(None))
    assert db.session.scalar(confirmed) == 1
    ticked = select(func.count()).where(PhoneConfirmation.confirmed_at.is_not(None))
    assert db.session.scalar(ticked) == 1


def test_one_code_of_an_authenticator_four_times(app, udin):
    code, number = people.code(), udin.id

    def check() -> None:
        services.check_code(db.session.get_one(User, number), code, now())

    results = at_once(app, check, check, check, check)
    assert len(refusals(results)) == 3, results


def test_one_recovery_code_twice(app, sari):
    with transaction():
        codes = new_recovery_codes(sari, now())
    reset = [
        lambda new=new: services.reset_by_code("081234567890", codes[0], new, now()) for new in NEW
    ]
    assert len(refusals(at_once(app, *reset))) == 1
    assert len(afterwards.events("password.reset")) == 1


def test_a_sign_in_does_not_survive_a_reset_beside_it(app, dewi):
    services.ask_for_reset("dewi@contoh.id", now())
    (token,) = tokens_to("dewi@contoh.id")

    def sign_in() -> str:
        user = services.authenticate("dewi@contoh.id", people.PASSWORD)
        if user is None:
            raise RuleBroken("the new password came first")
        return services.start_sign_in(user, now())

    results = at_once(app, sign_in, lambda: services.reset_by_link(token, NEW[0], now()))
    assert results[1] is None
    with app.test_request_context():
        assert gateway.is_password_of(afterwards.fresh(dewi), NEW[0])
    still_open = select(SignIn).where(SignIn.user_id == dewi.id, SignIn.ended_at.is_(None))
    assert db.session.scalars(still_open).all() == []
