"""Flask-Security's one door: hashing, Flask-Login, the person's mixin and second-factor codes.

Its engine is used and its pages are off (no blueprint): they answer 200 to an invalid form, open
three more pages we do not want, and know nothing of several people holding one number. Ours stand
in the storefront and commit through services. Flask-Security's own commit, of a password that was
hashed anew with stronger settings, goes through `late_transaction()`.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from flask_login import current_user
from flask_login.utils import _user_context_processor
from passlib.exc import TokenError
from passlib.totp import TOTP, AppWallet

from marketplace.accounts.passwords import LONGEST
from marketplace.database import db, late_transaction
from marketplace.libraries import without

with without("webauthn"):  # nobody signs in with a passkey here
    from flask_security import Security, SQLAlchemyUserDatastore, Totp, UserMixin
    from flask_security import hash_password as _hash_password
    from flask_security.proxies import _security
    from flask_security.utils import login_user, logout_user

# Untyped on purpose: the mixin declares plain attributes where the model has columns.
_Mixin: Any = UserMixin

LONGEST_TYPED = 4 * LONGEST  # accents may be typed as letters of their own
CODE_WINDOW = 30  # seconds: the step before and the step after count too
ARGON2ID = {"memory_cost": 19456, "time_cost": 2, "parallelism": 1}
ARGON2ID_IN_TESTS = {"memory_cost": 64, "time_cost": 1, "parallelism": 1}


class PersonMixin(_Mixin):
    """What Flask-Security and Flask-Login ask of a user."""

    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Officers and administrators always give a code, as does whoever set one up."""
        return self.needs_second_factor, tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """Whether she may not do without a second factor."""
        return bool(self.is_officer)


def _keep_what_was_renewed() -> None:
    with late_transaction():
        pass


class _Datastore(SQLAlchemyUserDatastore):
    def commit(self) -> None:
        _keep_what_was_renewed()


class _OneUseTotp(Totp):
    """Codes that work once: the last step used is kept with the person and never goes back."""

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        wallet = AppWallet(secrets, default_tag=next(iter(secrets)))
        self._totp = TOTP.using(issuer=issuer, wallet=wallet)

    def get_last_counter(self, user: Any) -> int | None:
        last: int | None = user.totp_last_counter
        return last

    def step_of(self, code: str, secret: str, user: Any) -> int | None:
        """The time step that a code is for, if it is right and not older than the last used."""
        last = self.get_last_counter(user)
        try:
            match = self._totp.verify(code, secret, window=CODE_WINDOW, last_counter=last)
        except TokenError:
            return None
        return int(match.counter)

    def renewed(self, secret: str) -> str | None:
        """The secret locked with the present key; None when it is so already."""
        opened = self._totp.from_source(secret)
        return str(opened.to_json(encrypt=True)) if opened.changed else None

    def secret_from(self, key: bytes) -> str:
        """The encrypted secret for a known key."""
        return str(self._totp(key=key, format="raw").to_json(encrypt=True))


def _named(keys: Sequence[str]) -> dict[str, str]:
    """Keys under names of their own: a locked secret says which key opens it."""
    named = {f"k{hashlib.sha256(key.encode()).hexdigest()[:12]}": key for key in keys}
    # What was locked before keys had names says "1".
    return {**named, "1": keys[-1]}


def install(
    app: Any,
    *,
    person_model: type[Any],
    load_person: Callable[[str], Any],
    site_name: str,
    code_keys: Sequence[str],
    testing: bool,
) -> None:
    """Set Flask-Security up on an application; `load_person` answers Flask-Login's question.

    The first of `code_keys` locks the secrets of authenticators, all of them open what is locked.
    """
    costs = ARGON2ID_IN_TESTS if testing else ARGON2ID
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS={
            "argon2__type": "ID",
            **{f"argon2__{name}": value for name, value in costs.items()},
        },
        SECURITY_PASSWORD_NORMALIZE_FORM="NFKC",
        SECURITY_TWO_FACTOR=True,
        SECURITY_TWO_FACTOR_ENABLED_METHODS=["authenticator"],
        SECURITY_TOTP_SECRETS=_named(code_keys),
        SECURITY_TOTP_ISSUER=site_name,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_FLASH_MESSAGES=False,
        SECURITY_API_ENABLED_METHODS=["session"],
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
    )
    no_roles: Any = None
    security = Security(
        app, _Datastore(db, person_model, no_roles), register_blueprint=False, totp_cls=_OneUseTotp
    )
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    # Pages that are the same for everybody do not ask who looks: templates get the proxy itself.
    app.template_context_processors[None].remove(_user_context_processor)
    app.jinja_env.globals["current_user"] = current_user
    security.login_manager.user_loader(load_person)
    # No sign-in by a token in the address or a header.
    security.login_manager.request_loader(lambda _request: None)
    # Phones change their address all the time; our own rows decide how long a session lives.
    security.login_manager.session_protection = None


def hash_password(password: str) -> str:
    """The argon2id hash of a password, normalised first; nothing is cut off."""
    return str(_hash_password(_security._password_util.normalize(password)))


def is_password_of(person: Any, password: str) -> bool:
    """Whether a password is this person's; an outdated hash is renewed on the way."""
    if len(password) <= LONGEST_TYPED:
        password = str(_security._password_util.normalize(password))
    # Nobody has a password this long, and the library refuses to look at some: an answer of
    # another kind would tell who has an account.
    if person is None or not person.password or len(password) > LONGEST:
        spend_the_time_of_a_check()
        return False
    if not person.verify_and_update_password(password):
        return False
    if db.session.dirty:
        _keep_what_was_renewed()
    return True


def spend_the_time_of_a_check() -> None:
    """Take as long as checking a password does, so that answers do not tell who has an account."""
    _security.pwd_context.dummy_verify()


def let_in(person: Any) -> None:
    """Tell Flask-Login that this browser is this person's, from this request on."""
    login_user(person, remember=False)


def let_out() -> None:
    """Tell Flask-Login that this browser is nobody's."""
    logout_user()


def new_code_secret() -> str:
    """A secret for an authenticator app, encrypted."""
    return str(_security.totp_factory.generate_totp_secret())


def known_code_secret(key: bytes) -> str:
    """The encrypted secret for a known key of an authenticator, for the demo cast and tests."""
    factory: Any = _security.totp_factory
    return str(factory.secret_from(key))


def renewed_code_secret(secret: str) -> str | None:
    """A secret locked anew with the present key; None when no old key is needed for it."""
    factory: Any = _security.totp_factory
    renewed: str | None = factory.renewed(secret)
    return renewed


def code_setup(secret: str, person: Any) -> dict[str, str]:
    """What an authenticator app needs: `key` to type in and `uri` to scan."""
    factory = _security.totp_factory
    account = person.email or person.phone
    return {
        "key": factory.get_totp_pretty_key(secret),
        "uri": factory.get_totp_uri(account, secret),
    }


def present_code(secret: str) -> str:
    """The code that an authenticator app shows now; for the demo cast and for tests."""
    return str(_security.totp_factory.generate_totp_password(secret))


def step_of_code(person: Any, code: str, secret: str | None = None) -> int | None:
    """The time step for which a six-digit code is right; None when it is wrong or was used.

    The caller writes the step down under lock, so that of two uses at once one is refused.
    """
    secret = secret or person.tf_totp_secret
    digits = "".join(letter for letter in code if letter.isdecimal() and letter.isascii())
    if not secret or len(digits) != 6:
        return None
    factory: Any = _security.totp_factory
    step: int | None = factory.step_of(digits, secret, person)
    return step


def set_second_factor(person: Any, secret: str) -> None:
    """Write a proven authenticator secret into the person's record; the caller commits."""
    _security.datastore.tf_set(person, "authenticator", totp_secret=secret)
