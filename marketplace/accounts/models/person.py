"""People: the user, her recovery codes and her consents."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from marketplace.accounts.gateway_flask_security import PersonMixin
from marketplace.clock import now
from marketplace.database import Id, Model
from marketplace.errors import RuleBroken
from marketplace.sentences import Sentence

if TYPE_CHECKING:
    from marketplace.accounts.models.officer import Officer

USED_CODE = Sentence(
    "Kode ini tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi Anda."
)
NO_SUCH_CODE = Sentence("Nomor HP dan kode pemulihan ini tidak cocok, atau kodenya sudah dipakai.")
NOBODY = "Akun yang dihapus"
_CONFIRMED = sa.text("phone_confirmed_at IS NOT NULL")


class User(PersonMixin, Model):
    """A person who can sign in, by e-mail or by mobile number."""

    __tablename__ = "users"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str | None] = mapped_column(sa.String(254), unique=True)
    email_confirmed_at: Mapped[datetime | None]
    # E.164. Several people may hold a number unconfirmed, one confirmed.
    phone: Mapped[str | None] = mapped_column(sa.String(16))
    phone_confirmed_at: Mapped[datetime | None]
    phone_confirmed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    # None until an invited officer has chosen one.
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    suspended_at: Mapped[datetime | None]
    fs_uniquifier: Mapped[str] = mapped_column(
        sa.String(64), unique=True, default=lambda: uuid4().hex
    )
    tf_primary_method: Mapped[str | None] = mapped_column(sa.String(20))
    tf_totp_secret: Mapped[str | None] = mapped_column(sa.String(500))
    totp_last_counter: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    # When all that is hers was erased; the row stays, so that ids in the trail keep a meaning.
    erased_at: Mapped[datetime | None]

    appointment: Mapped["Officer | None"] = relationship(
        back_populates="user", foreign_keys="Officer.user_id", uselist=False
    )

    __table_args__ = (
        sa.CheckConstraint(
            "email IS NOT NULL OR phone IS NOT NULL OR erased_at IS NOT NULL", name="reachable"
        ),
        sa.Index("ix_users_phone", "phone"),
        sa.Index(
            "uq_users_confirmed_phone",
            "phone",
            unique=True,
            sqlite_where=_CONFIRMED,
            postgresql_where=_CONFIRMED,
        ),
    )

    @validates("email")
    def _lower(self, _key: str, value: str | None) -> str | None:
        return value.strip().lower() if value else None

    @property
    def officer(self) -> "Officer | None":
        """Her present appointment at the dinas, if she has one."""
        appointment = self.appointment
        return appointment if appointment and appointment.is_present else None

    @property
    def is_officer(self) -> bool:
        return self.officer is not None

    @property
    def is_administrator(self) -> bool:
        return self.officer is not None and self.officer.is_administrator

    def has_duty(self, duty: str) -> bool:
        """Whether her appointment names this duty."""
        return self.officer is not None and self.officer.has_duty(duty)

    def may_act_in(self, code: str) -> bool:
        """Whether a kab/kota (or a place in it) lies in her jurisdiction."""
        return self.officer is not None and self.officer.may_act_in(code)

    @property
    def may_confirm_numbers(self) -> bool:
        """Whether her duties let her decide on numbers, wherever their holders live."""
        return self.has_duty("verify") or self.has_duty("support")

    @property
    def may_answer_rights_requests(self) -> bool:
        """Whether she answers people about their data: it is help, and nobody's place matters."""
        return self.has_duty("support") or self.is_administrator

    @property
    def has_second_factor(self) -> bool:
        return bool(self.tf_totp_secret and self.tf_primary_method)

    @property
    def needs_second_factor(self) -> bool:
        """Officers and administrators always do; others when they have set one up."""
        return self.is_officer or self.has_second_factor

    @property
    def is_phone_confirmed(self) -> bool:
        return self.phone is not None and self.phone_confirmed_at is not None

    @property
    def is_email_confirmed(self) -> bool:
        return self.email is not None and self.email_confirmed_at is not None

    def set_email(self, email: str, at: datetime) -> None:
        """Write down an address to which a mail of ours has reached her."""
        self.email = email
        self.email_confirmed_at = at

    def set_password(self, password_hash: str) -> None:
        """Replace the password; every session that knew the old one is to be ended."""
        self.password = password_hash
        self.fs_uniquifier = uuid4().hex

    def confirm_phone(self, phone: str, at: datetime, by: "User") -> None:
        """Note that an officer saw a message from this number."""
        if self.phone != phone:
            raise RuleBroken("Nomor akun ini sudah berubah. Mintalah kode yang baru.")
        self.phone_confirmed_at = at
        self.phone_confirmed_by_id = by.id

    def change_phone(self, phone: str) -> None:
        """Give another number; it is unconfirmed again."""
        self.phone = phone
        self.phone_confirmed_at = None
        self.phone_confirmed_by_id = None

    def suspend(self, at: datetime) -> None:
        """Stop her from signing in."""
        self.active = False
        self.suspended_at = at

    def reinstate(self) -> None:
        """Let her sign in again."""
        self.active = True
        self.suspended_at = None

    def use_code_step(self, step: int) -> None:
        """Use up a code of her authenticator app, and with it every older one."""
        if self.totp_last_counter is not None and step <= self.totp_last_counter:
            raise RuleBroken(USED_CODE, field="code")
        self.totp_last_counter = step

    def forget_second_factor(self) -> None:
        """Make her set up a second factor anew."""
        self.tf_primary_method = None
        self.tf_totp_secret = None
        self.totp_last_counter = None

    def remove_second_factor(self) -> None:
        """Do without a second factor from now on; officers may not."""
        if self.is_officer:
            raise RuleBroken("Akun petugas selalu memakai kode masuk.")
        if not self.has_second_factor:
            raise RuleBroken("Kode masuk sudah dilepas.")
        self.forget_second_factor()

    def become_nobody(self, at: datetime) -> None:
        """Leave of her no more than an id that the trail can name."""
        self.name = NOBODY
        self.email = self.email_confirmed_at = None
        self.phone = self.phone_confirmed_at = self.phone_confirmed_by_id = None
        self.password = None
        self.active = False
        self.fs_uniquifier = uuid4().hex
        self.forget_second_factor()
        self.erased_at = at


FOR_PASSWORD, FOR_SECOND_STEP = "password", "second_step"


class RecoveryCode(Model):
    """A code on paper: it resets a password, or stands in once for an authenticator app.

    Never both: whoever finds one sheet of paper has one factor in her hands.
    """

    __tablename__ = "recovery_codes"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    kind: Mapped[str] = mapped_column(sa.String(20), default=FOR_PASSWORD)
    created_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]

    __table_args__ = (
        sa.UniqueConstraint("user_id", "code_hash"),
        sa.CheckConstraint("kind IN ('password', 'second_step')", name="kind"),
    )

    def use(self, at: datetime) -> None:
        """Use it up; RuleBroken when somebody has."""
        if self.used_at is not None:
            raise RuleBroken(NO_SUCH_CODE, field="code")
        self.used_at = at


class Consent(Model):
    """That a person agreed to one purpose, in the version shown to her (UU 27/2022)."""

    __tablename__ = "consents"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    purpose: Mapped[str] = mapped_column(sa.String(40))
    version: Mapped[str] = mapped_column(sa.String(20))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
