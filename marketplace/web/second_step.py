"""The authenticator's code again, before what a borrowed computer must not do.

A form that also is a `CodeAgainForm` asks for it beside its own fields, unless it was given on
this session within five minutes; `components/code_again.html` draws the field. A wrong code is
refused beside it, with 422, and nothing else happens.
"""

from typing import Any

from flask_login import current_user

from marketplace.accounts import queries, services
from marketplace.clock import now
from marketplace.errors import RuleBroken
from marketplace.web import sessions
from marketplace.web.forms import Form, LineField, refuse
from marketplace.web.limits import limiter


def _whose() -> str:
    return f"person:{current_user.get_id()}"


@limiter.shared_limit("10 per 15 minutes", scope="code-again", key_func=_whose)
def _give(code: str) -> None:
    services.give_code_again(sessions.me(), sessions.token(), code, now())


class CodeAgainForm(Form):
    """What is asked besides; the code is looked at last, so that a slip elsewhere costs none."""

    code = LineField(
        "Kode 6 angka",
        description="Tindakan ini meminta kode dari aplikasi autentikator sekali lagi.",
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 8},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if queries.has_fresh_code(sessions.token(), now()):
            del self.code

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge the other fields, then the code; the code is used up when it was right."""
        if not super().validate(extra_validators):
            return False
        if "code" not in self:
            return True
        try:
            self._look_at_code()
        except RuleBroken as broken:
            refuse(self, broken, "code")
            return False
        return True

    def _look_at_code(self) -> None:
        if not self.code.data:
            raise RuleBroken("Tulis kode dari aplikasi autentikator Anda.")
        _give(self.code.data)
