"""Words that call up the crisis card."""

import re
import unicodedata

_SELF = r"(?:my|your|him|her|them|our)\s?sel(?:f|ves)"
_OWN = r"(?:my|your|his|her|their|our)(?:\s+own)?"
_NOT = r"(?:do\s?n['o]?t|don't|does\s?n['o]?t|doesn't|did\s?n['o]?t|didn't|do not|does not|did not)"
_WORDS = re.compile(
    "|".join(
        rf"\b(?:{words})\b"
        for words in (
            r"suicid\w*|sucid\w*|suisid\w*|suicde\w*|sucide\w*|unaliv\w*|kms",
            r"overdos\w*|over-dos\w*|self[\s-]?harm\w*|self[\s-]?injur\w*",
            rf"(?:kill|harm|hurt|cut|hang|drown|shoot|starv|poison)(?:s|e|ed|ing|ting)?\s+{_SELF}",
            rf"(?:end|ended|ending|take|took|taken|taking)\s+{_OWN}\s+li(?:fe|ves)",
            r"(?:end|ending)\s+it\s+all|end\s+things\s+for\s+good",
            r"(?:want|wants|wanted|wanting|wish|wishing|ready|going|trying|tried|hope|hoping)\s+to\s+die",
            r"wanna\s+die|rather\s+be\s+dead|better\s+off\s+dead|better\s+off\s+without\s+me",
            r"wish(?:ed)?\s+(?:that\s+)?(?:i|he|she|they)(?:\s+(?:was|were)|'d\s+been)\s+(?:dead|never\s+born)",
            r"wish(?:ed)?\s+i(?:\s+had|'d)\s+never\s+been\s+born",
            rf"{_NOT}\s+(?:want\s+to|wanna)\s+(?:live|be\s+alive|be\s+here\s+any\s?more|wake\s+up|exist)",
            rf"{_NOT}\s+(?:want\s+to|wanna)\s+(?:go\s+on|carry\s+on)\s+(?:living|like\s+this|any\s?more)",
            r"(?:can'?t|cannot|can\s+not)\s+(?:go|carry|keep)\s+(?:on\s+)?(?:living|like\s+this|any\s?more)",
            r"(?:no\s+longer|never)\s+want(?:s|ed)?\s+to\s+live",
            r"no\s+(?:reason|point|will)\s+(?:to|in|of)\s+(?:live|living|being\s+alive)",
            r"nothing\s+(?:left\s+)?to\s+live\s+for",
            r"(?:not|isn'?t|is\s?n't)\s+worth\s+living|tired\s+of\s+(?:living|being\s+alive)",
        )
    )
)
_QUOTES = str.maketrans(dict.fromkeys("’‘`\u02bc\u00b4\u2032\uff07", "'"))


def crisis_words(text: str) -> bool:
    """Tell whether `text` holds words that call up the crisis card.

    It does not assess anything: it knows words, not people. To show the card needlessly
    does no harm ("our suicide prevention work" shows it), to miss is worse.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_QUOTES)).casefold()
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return _WORDS.search(seen) is not None
