"""What can be tapped about being in touch with another pair."""

from bot.network.linking.model import LinkKind
from bot.post.taps import Tap


class PutInTouch(Tap, code="li"):
    """Ask how the two pairs of an exchange shall be in touch."""

    exchange: int


class ProposeLink(Tap, code="li-new"):
    """Propose it to the four."""

    exchange: int
    kind: LinkKind


class AgreeToLink(Tap, code="li-yes"):
    """Yes, I would like that."""

    link: int


class RefuseLink(Tap, code="li-no"):
    """No, thanks."""

    link: int


class NoContact(Tap, code="li-name"):
    """My name is enough: no contact details."""

    link: int


class ContactIsRight(Tap, code="li-right"):
    """They may see this of me."""

    link: int


class ContactAnew(Tap, code="li-anew"):
    """Write the contact details anew."""

    link: int


class WriteInChat(Tap, code="li-write"):
    """Write to the others of a chat of four."""

    link: int


class ShowLink(Tap, code="li-show"):
    """Show how a link stands."""

    link: int


class CloseLink(Tap, code="li-close"):
    """End a chat of four; `sure` once confirmed."""

    link: int
    sure: bool
