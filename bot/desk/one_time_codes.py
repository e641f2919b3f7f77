"""Codes of an authenticator app (TOTP, RFC 6238): a secret, its QR code, and whether a code is right just now."""

from __future__ import annotations

import datetime as dt
import re

import pyotp
from markupsafe import Markup

from bot.desk.qr_pictures import qr_picture

_STEP = 30
_ISSUER = "Tanya Dinas"
_SECRET = re.compile(r"[A-Z2-7]{32}")


def fresh_secret() -> str:
    """A secret of 160 bits, as RFC 4226 recommends."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether a text can be a secret made here."""
    return _SECRET.fullmatch(text) is not None


def secret_picture(secret: str, login: str) -> Markup:
    """The QR code that an authenticator app reads, as SVG."""
    address = pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=_ISSUER)
    return qr_picture(address)


def step_of(secret: str, code: str, now: dt.datetime) -> int | None:
    """The time step whose code this is, with one step of a phone's clock either way; None where it is wrong."""
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return None
    codes = pyotp.TOTP(secret)
    this = int(now.timestamp()) // _STEP
    for step in (this, this - 1, this + 1):
        if pyotp.utils.strings_equal(codes.generate_otp(step), digits):
            return step
    return None
