"""English noun phrases: articles, plurals, heads, names."""

from __future__ import annotations

import re

from castalia.prompts.wordlist import words

DETERMINERS = words("""
        a an the this that these those my your his her its our their some any every each another one
        """)
NUMBERS = words("""
        two three four five six seven eight nine ten twelve several many few both hundred thousand dozens
        """)
PREPOSITIONS = words("""
        in on at under over across through near by beside along above below beneath inside into onto around
        between behind beyond off from to with without for of about after before during until towards toward
        among against outside
        """)


def bare(phrase: str) -> str:
    """A noun phrase without its article, possessive pronoun or number: `lighthouse keeper's cat`."""
    words = phrase.split()
    while words and words[0].lower() in DETERMINERS:
        words = words[1:]
    if words and _KIN.match(words[0]) and phrase.lower().startswith("my "):
        return " ".join([words[0].capitalize(), *words[1:]])
    if words and words[0][:1].isupper() and not is_name(phrase) and not words[0].isupper():
        words = [words[0][:1].lower() + words[0][1:], *words[1:]]
    return " ".join(words) or phrase


_KIN = re.compile(r"(?:grand)?(?:mother|father|ma|pa|mum|mom|dad)(?:'s)?$", re.IGNORECASE)


def head(phrase: str) -> str:
    """The noun that carries a phrase: `cat` of `a lighthouse keeper's cat in a hat`."""
    words = bare(phrase).split()
    for i, word in enumerate(words):
        if i and word.lower() in PREPOSITIONS:
            words = words[:i]
            break
    return words[-1] if words else phrase


def is_name(phrase: str) -> bool:
    """Whether a phrase is somebody's name: `Alice`, `Captain Nemo`, but not `A Cat` and not `The Moon`."""
    words = phrase.split()
    from castalia.prompts.natures import is_common

    if not words or words[0].lower() in DETERMINERS | NUMBERS or is_common(words[-1].lower()):
        return False
    return all(w[:1].isupper() and w.lower() not in _KNOWN_NOUNS for w in words) and len(words) < 4


_KNOWN_NOUNS = words("""
        cat dog horse bird robot fox bear tree boat house astronaut explorer wizard rocket fish autumn
        winter spring summer quantum love music time artificial machine deep moon sun star dragon
        """)
_SINGULAR_S = ("ss", "us", "is", "ics", "ous")
_PLURALS = words("people children men women mice geese feet teeth sheep wolves")


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase is plural: by its number word, else by its head."""
    words = phrase.lower().split()
    if words and words[0] in ("a", "an", "one", "this", "that", "each", "every", "another"):
        return False
    noun = head(phrase).lower()
    if words and words[0] in NUMBERS:
        return True
    return noun in _PLURALS or (
        noun.endswith("s") and not noun.endswith((*_SINGULAR_S, "'s")) and noun not in ("gas", "lens")
    )


def article(phrase: str) -> str:
    """`a` or `an`, by the sound that a phrase begins with."""
    word = phrase.split()[0].lower() if phrase.split() else ""
    if re.match(r"(?:hour|honest|honou?r|heir)", word):
        return "an"
    if re.match(r"(?:uni(?!n|m)|use|user|usu|eu|ewe|one\b|once|ubiq|uto|ura)", word):
        return "a"
    if word[:1] == "8" or word in ("11", "18") or re.match(r"11-|18-", word):
        return "an"
    if len(word) == 1:
        return "an" if word in "aefhilmnorsx" else "a"
    return "an" if word[:1] in "aeiou" else "a"


def indefinite(phrase: str) -> str:
    """A noun phrase at its first mention: `an explorer`, `two dragons`, `Alice`, `wild horses`."""
    words = phrase.split()
    if is_name(phrase) or not words:
        return phrase
    if words[0].lower() in NUMBERS or words[0].lower() in ("some", "every", "each", "another"):
        return phrase[:1].lower() + phrase[1:]
    noun = bare(phrase)
    if noun[:1].isupper() and _KIN.match(noun.split()[0]):
        return noun
    if words[0].lower() in ("the", "this", "these", "those", "that"):
        return f"the {noun}"
    return noun if is_plural(phrase) or is_mass(phrase) else f"{article(noun)} {noun}"


def definite(phrase: str) -> str:
    """A noun phrase when it is known: `the explorer`, `the two dragons`, `Alice`."""
    if is_name(phrase):
        return phrase
    noun = bare(phrase)
    if noun[:1].isupper() and _KIN.match(noun.split()[0]):
        return noun
    return noun if is_mass(phrase) and phrase.split()[0].lower() != "the" else f"the {noun}"


_MASS = words("""
        computing music love time light water gold silver snow rain courage friendship happiness autumn
        winter spring summer history mathematics physics chemistry biology art poetry fire magic weather
        sand sugar bread honey silence loneliness hope freedom gravity electricity photosynthesis
        intelligence learning evolution energy math
        """)


def is_mass(phrase: str) -> bool:
    """Whether a phrase names a stuff or an idea, which takes no article."""
    noun = head(phrase).lower()
    words = phrase.lower().split()
    if words and words[0] in ("a", "an"):
        return False
    return noun in _MASS or noun.endswith(("tion", "ism", "ness", "ology", "ics", "synthesis", "scence"))
