"""What a password must be."""

import pytest

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import passwords
from marketplace.errors import RuleBroken

SITI = ("Siti Aminah", "siti.aminah@contoh.id", "Pasar Banten")


@pytest.mark.parametrize(
    "password",
    [
        "rahasia123",
        "sayacintakamu",
        "r4h4s1a99",
        "P@ssw0rd!",
        "12345678",
        "qwertyui",
        "aaaaaaaa",
        "abcabcabc",
        "17081945",
        "empingmelinjo88",
        "sayangbudi",
        "Siti.Aminah.1990",
        "Pasar.Banten.2026",
        "BISMILLAH2026",
    ],
)
def test_what_others_guess_first_is_refused(password):
    with pytest.raises(RuleBroken, match="mudah ditebak"):
        passwords.check(password, about=SITI)


@pytest.mark.parametrize(
    "password",
    [
        "gelas biru sepeda",
        "kambingterbang",
        "Xk29fqLw",
        "jendela-merpati-7",
        "ꦥꦱꦂꦧꦤ꧀ꦠꦼꦤ꧀ꦏꦺꦴꦥꦶ",
        "9471 0382 5516",
    ],
)
def test_no_kind_of_character_is_asked_for(password):
    passwords.check(password, about=SITI)


def test_length_counts_in_words():
    with pytest.raises(RuleBroken, match="paling sedikit 8"):
        passwords.check("kelapa9")
    with pytest.raises(RuleBroken, match="paling sedikit 15"):
        passwords.check("gelas biru 77", of_officer=True)
    passwords.check("gelas biru sepeda", of_officer=True)
    passwords.check("kata " * 50)
    with pytest.raises(RuleBroken, match="paling panjang"):
        passwords.check("x" * 257)


def test_the_list_holds_hundreds_of_indonesian_words():
    assert len(passwords.common()) >= 300
    assert all(word == word.lower().strip() for word in passwords.common())


def test_nothing_of_a_long_password_is_cut_off(app):
    with app.test_request_context():
        long = "gelas biru " * 20
        person = type("Person", (), {"password": gateway.hash_password(long)})()
        person.verify_and_update_password = lambda typed: gateway._security.pwd_context.verify(
            typed, person.password
        )
        assert gateway.is_password_of(person, long)
        assert not gateway.is_password_of(person, long[:-2])


def test_the_hash_is_argon2id_with_the_costs_of_the_design():
    assert gateway.ARGON2ID == {"memory_cost": 19456, "time_cost": 2, "parallelism": 1}
