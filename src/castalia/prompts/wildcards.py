"""Prompts with a choice in them: `{a|b|c}`, `{2$$a|b|c}`, and `__color__`, a line of `wildcards/color.txt`.

The syntax is that of dynamicprompts, which does the work. Only what stands in braces or between double underscores is
handed to it; the rest of the prompt (weights, schedules, `#`, `$`) stays as it is. `\\{` and `\\_` are text.
"""

from __future__ import annotations

import difflib
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from castalia.errors import BadInput, Missing

if TYPE_CHECKING:
    from castalia.recipes import Recipe
    from castalia.settings import Settings

FOLDER = "wildcards"
"""In the home: one choice per line in `.txt` files, or lists in `.yaml` and `.json` files."""
MOST_CHOICES = 10_000
"""Braces and wildcards in one prompt; more is a mistake."""

_WILDCARD = re.compile(r"__(?=[^\s_])([^\s{}|()\[\],:;\\]*?[^\s_{}|()\[\],:;\\])__(?![A-Za-z0-9_])")
_COUNT = re.compile(r"(\d{4,})\s*\$\$|(\d{4,})-\d*\$\$")

R = TypeVar("R", bound="Recipe")


def expand(prompt: str, folder: Path, seed: int) -> str:
    """The prompt with every choice made. The same prompt, files and seed give the same text.

    Args:
        folder: where the wildcard files are; it need not exist where the prompt names none.

    Raises:
        BadInput: a wildcard that there is not, one that contains itself, or braces that cannot be read.
        Missing: dynamicprompts is not installed.
    """
    spans = _spans(prompt)
    if not spans:
        return prompt
    _check(prompt, folder)
    sample = _sampler(folder, seed)
    if "${" in prompt:  # variables: what is said in one place counts in others
        return str(sample(prompt))
    said, at = [], 0
    for start, end in spans:
        said += [prompt[at:start], sample(prompt[start:end])]
        at = end
    return "".join([*said, prompt[at:]])


def has_choices(prompt: str) -> bool:
    """Whether the prompt leaves something to be chosen."""
    return bool(_spans(prompt))


def names(folder: Path) -> list[str]:
    """The wildcards that there are files for."""
    if not folder.is_dir():
        return []
    return sorted(_manager(folder).get_collection_names())


def expanded(recipe: R, settings: Settings) -> R:
    """The recipe with the choices of its prompts made by its seed; `template` keeps the prompt as it was written."""
    texts = {n: getattr(recipe, n) for n in ("prompt", "negative_prompt") if hasattr(recipe, n)}
    if not hasattr(recipe, "template") or not any(map(has_choices, texts.values())):
        return recipe
    seed = getattr(recipe, "seed", None) or 0
    chosen = {n: expand(text, settings.home / FOLDER, seed) for n, text in texts.items()}
    return recipe.with_fields(**chosen, template=texts["prompt"])


def _spans(prompt: str) -> list[tuple[int, int]]:
    """Where choices stand: outermost braces that are closed, and wildcards outside of them."""
    if "{" not in prompt and "__" not in prompt:
        return []
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    pairs: dict[int, int] = {}
    escaped = False
    for i, char in enumerate(prompt):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == "{":
            opened.append(i)
        elif char == "}" and opened:
            pairs[opened.pop()] = i + 1
    at = 0
    for start in sorted(pairs):
        if start >= at:
            spans += [m.span() for m in _WILDCARD.finditer(prompt, at, start) if not _is_escaped(prompt, m.start())]
            spans.append((start, pairs[start]))
            at = pairs[start]
    spans += [m.span() for m in _WILDCARD.finditer(prompt, at) if not _is_escaped(prompt, m.start())]
    if len(spans) > MOST_CHOICES:
        raise BadInput(f"the prompt has {len(spans)} choices in it", hint=f"at most {MOST_CHOICES} are made")
    return spans


def _is_escaped(prompt: str, at: int) -> bool:
    before = prompt[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _check(prompt: str, folder: Path) -> None:
    """Refuse wildcards that there is no file for, and counts that would take for ever."""
    if _COUNT.search(prompt):
        raise BadInput("a choice of a thousand and more at once", hint="write a smaller number before $$")
    found = [m[1] for m in _WILDCARD.finditer(prompt) if not _is_escaped(prompt, m.start())]
    if found:
        known = names(folder)
        for name in found:
            _known(name, known, folder)


def _known(name: str, known: list[str], folder: Path) -> None:
    """Refuse a wildcard without a file, and say what to do."""
    if ".." in name or name.startswith("/"):
        raise BadInput(f"the wildcard '__{name}__' leads out of {folder}", hint="name a file within that folder")
    plain = re.split(r"[(@~!]", name)[0].lstrip("@~!")
    pattern = re.compile(re.escape(plain).replace(r"\*\*", ".*").replace(r"\*", "[^/]*").replace(r"\?", "."))
    if any(pattern.fullmatch(one) for one in known):
        return
    near = difflib.get_close_matches(plain, known, n=1)
    meant = f"did you mean '__{near[0]}__'? else " if near else ""
    file = folder / f"{plain}.txt"
    raise BadInput(
        f"there is no wildcard '__{name}__'",
        hint=f"{meant}write its choices, one per line, to {file}, or write \\__ for the characters",
    )


def _manager(folder: Path) -> Any:
    try:
        from dynamicprompts.wildcards import WildcardManager
    except ImportError:
        raise Missing(
            "prompts with choices need dynamicprompts", hint="install it with pip install 'castalia[models]'"
        ) from None
    logging.getLogger("dynamicprompts").setLevel(logging.CRITICAL)
    return WildcardManager(folder)


def _sampler(folder: Path, seed: int) -> Any:
    """A function that makes the choices of one text after the other, all with one source of chance."""
    manager = _manager(folder)
    from dynamicprompts.generators import RandomPromptGenerator

    generator = RandomPromptGenerator(manager, seed=seed)

    def sample(text: str) -> str:
        try:
            made = str(generator.generate(text, 1)[0])
        except RecursionError:
            raise BadInput(
                f"'{_short(text)}' never ends: it stands in itself",
                hint="take its own name out of the wildcard file, or nest less deeply",
            ) from None
        except Exception as error:  # the parser raises several kinds, and values that are no text break it otherwise
            raise BadInput(
                f"'{_short(text)}' is not a choice that can be read ({type(error).__name__})",
                hint="write {a|b|c}, {2$$a|b|c} or __name__, or \\{ for a brace",
            ) from None
        left = _WILDCARD.search(made)
        if left:
            _known(left[1], names(folder), folder)
        return made

    return sample


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
