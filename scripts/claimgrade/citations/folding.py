"""Words and names in one form, so that what only differs in type, spelling or markup is equal."""

import html
import re
import unicodedata

# Tags as services have them in titles (JATS face markup, MathML). A "<" before a digit or space is a comparison.
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_WORD = re.compile(r"[^\W_]+")
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
# Letters that Unicode does not decompose into a plain one with a mark.
_PLAIN = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ħ": "h", "&": " and "}
_LETTERS = str.maketrans(_GREEK | _PLAIN | {"’": "", "'": "", "ʼ": ""} | dict.fromkeys("®™©", ""))
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
# British and American spellings that whole words differ by; where a rule is wrong for a word it is so on both sides.
_SPELLING = (("ae", "e"), ("oe", "e"), ("our", "or"), ("z", "s"), ("ph", "f"), ("mme", "m"), ("ogue", "og"))
_ENDING = re.compile(r"(?<=[bt])re\b")


def folded(text: str) -> str:
    """Lower case without markup, accents and apostrophes; Greek letters by name, "&" as "and"."""
    plain = _TAG.sub("", html.unescape(_TAG.sub("", html.unescape(text))))
    letters = unicodedata.normalize("NFKC", plain).casefold().translate(_LETTERS)
    return _without_marks(letters)


def written_out(text: str) -> str:
    """Like `folded`, with umlauts as two letters, as some write names: Müller, Mueller."""
    return folded(unicodedata.normalize("NFC", text).casefold().translate(_WRITTEN_OUT))


def words(text: str) -> list[str]:
    """Words of a text, folded, in one spelling; what stands between letters and digits is no part of a word."""
    return [_spelt(word) for word in _WORD.findall(folded(text))]


def _spelt(word: str) -> str:
    for british, american in _SPELLING:
        word = word.replace(british, american)
    return _ENDING.sub("er", word)


def _without_marks(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
