"""Keeps what people write unreadable to whoever copies the database without the key."""

from typing import Protocol

PREFIX = "v1:"


class Cipher(Protocol):
    """Locks and unlocks one text."""

    def lock(self, text: str) -> str:
        """Return what is stored for `text`."""
        ...

    def unlock(self, stored: str) -> str:
        """Return the text that was stored."""
        ...


class Open:
    """No data key was set: words are stored as they are."""

    def lock(self, text: str) -> str:
        """Return `text` itself."""
        return text

    def unlock(self, stored: str) -> str:
        """Return `stored`, unless it was locked by a key that is now missing."""
        if stored.startswith(PREFIX):
            message = "TANDEM_DATA_KEY is missing: this database was written with one"
            raise LookupError(message)
        return stored


class Keyed:
    """AES-128-CBC with HMAC (Fernet) under a key derived from the operator's data key.

    Rows written before the key was set stay readable.
    """

    def __init__(self, secret: str) -> None:
        import base64
        import hashlib

        from cryptography.fernet import Fernet

        derived = hashlib.scrypt(secret.encode(), salt=b"tandem.words.v1", n=2**14, r=8, p=1)
        self._fernet = Fernet(base64.urlsafe_b64encode(derived[:32]))

    def lock(self, text: str) -> str:
        """Return `text` encrypted and authenticated."""
        return PREFIX + self._fernet.encrypt(text.encode()).decode()

    def unlock(self, stored: str) -> str:
        """Return the text; raises `cryptography.fernet.InvalidToken` for another key."""
        if not stored.startswith(PREFIX):
            return stored
        return self._fernet.decrypt(stored.removeprefix(PREFIX).encode()).decode()


class _Holder:
    cipher: Cipher = Open()


def use_cipher(cipher: Cipher) -> None:
    """Set the cipher of this process; done once, when the store opens."""
    _Holder.cipher = cipher


def current_cipher() -> Cipher:
    """Return the cipher of this process."""
    return _Holder.cipher
