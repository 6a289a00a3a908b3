"""Prompts that change while a picture is made: `[cat:dog:0.4]`, `[dog:0.4]`, `[cat::0.4]`, `[cat|dog]`.

The rules are those of AUTOMATIC1111's web UI: `[before:after:when]` says `before` until step `when` and `after` from
then on; a `when` with a point is a fraction of all steps, one without is a number of steps; `[a|b|c]` takes turns,
one per step. They stand within each other and within weights: `[a (big:1.2) cat:[dog:fox:8]:0.4]`.
A bracket that is none of these is left for the weights: `[cat]` is a weaker cat.

One thing is kinder than there: a `|` that stands outside of brackets is text, and the rest is scheduled all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\\.|[^\\\[\]():|]+|.", re.DOTALL)
_WHEN = re.compile(r"\s*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))\s*")
_CLOSES = {"]": "[", ")": "("}


@dataclass
class _Swap:
    """`[before:after:when]`."""

    before: list[_Node]
    after: list[_Node]
    when: str


@dataclass
class _Turns:
    """`[a|b|c]`."""

    options: list[list[_Node]]


_Node = str | _Swap | _Turns


@dataclass
class _Open:
    """A bracket that is not closed yet: its parts, and what stands between them."""

    bracket: str
    parts: list[list[_Node]] = field(default_factory=lambda: [[]])
    between: list[str] = field(default_factory=list)

    def spelled(self) -> list[_Node]:
        """What was opened, as text with the schedules that are complete in it."""
        nodes: list[_Node] = [self.bracket, *self.parts[0]]
        for mark, part in zip(self.between, self.parts[1:], strict=True):
            nodes += [mark, *part]
        return nodes


def schedule(prompt: str, steps: int) -> list[tuple[int, str]]:
    """What the prompt says, as (last step, text) in rising order; steps count from 1, the last entry ends at `steps`.

    Example:
        >>> schedule("a [red:blue:0.5] cat", 10)
        [(5, 'a red cat'), (10, 'a blue cat')]
    """
    if "[" not in prompt:
        return [(steps, prompt)]
    tree = _tree(prompt)
    found: list[tuple[int, str]] = []
    for end in sorted({steps, *_ends(tree, steps)}):
        text = "".join(_at(tree, end, steps))
        if found and found[-1][1] == text:
            found.pop()
        found.append((end, text))
    return found


def texts_of_steps(prompt: str, steps: int) -> list[str]:
    """What the prompt says at each step."""
    texts: list[str] = []
    for end, text in schedule(prompt, steps):
        texts += [text] * (end - len(texts))
    return texts


def is_scheduled(prompt: str) -> bool:
    """Whether the prompt says different things at different steps."""
    return "[" in prompt and any(not isinstance(node, str) for node in _tree(prompt))


def _tree(prompt: str) -> list[_Node]:
    """The prompt as text with swaps and turns between. Linear in its length, and without recursion."""
    top: list[_Node] = []
    stack: list[_Open] = []

    def say(*nodes: _Node) -> None:
        (stack[-1].parts[-1] if stack else top).extend(nodes)

    def give_up() -> None:
        for opened in stack:
            top.extend(opened.spelled())
        stack.clear()

    for token in _TOKEN.findall(prompt):
        if token in ("[", "("):
            stack.append(_Open(token))
        elif token in (":", "|") and stack:
            stack[-1].parts.append([])
            stack[-1].between.append(token)
        elif token in _CLOSES:
            opened = stack.pop() if stack and stack[-1].bracket == _CLOSES[token] else None
            nodes = _closed(opened) if opened is not None else None
            if nodes is None:
                if opened is not None:
                    stack.append(opened)
                give_up()
                say(token)
            else:
                say(*nodes)
        else:
            say(token)
    give_up()
    return top


def _closed(opened: _Open) -> list[_Node] | None:
    """What a closed bracket is; None when it is nothing, so that all brackets around it are text, too."""
    colons, bars = opened.between.count(":"), opened.between.count("|")
    if opened.bracket == "(":
        return [*opened.spelled(), ")"] if colons <= 1 else None
    if not opened.between:
        return [*opened.spelled(), "]"]
    if not colons:
        return [_Turns(opened.parts)]
    last = "".join(node if isinstance(node, str) else "x" for node in opened.parts[-1])
    when = _WHEN.fullmatch(last)
    if opened.between[-1] != ":" or when is None or colons > 2:
        return None
    # What is before, what is after: parts that a bar cuts are one part with a bar in it.
    sides: list[list[_Node]] = [list(opened.parts[0])]
    for mark, part in zip(opened.between[:-1], opened.parts[1:-1], strict=True):
        if mark == ":":
            sides.append(list(part))
        else:
            sides[-1] += ["|", *part]
    assert bars or len(sides) == len(opened.parts) - 1
    return [_Swap(sides[0] if len(sides) == 2 else [], sides[-1], when[1])]


def _step(when: str, steps: int) -> int:
    """The last step before a swap."""
    value = float(when)
    return min(steps, int(min(value * steps if "." in when else value, float(steps))))


def _ends(tree: list[_Node], steps: int) -> set[int]:
    """Steps after which something may change."""
    ends: set[int] = set()
    waiting = list(tree)
    while waiting:
        node = waiting.pop()
        if isinstance(node, _Turns):
            return set(range(1, steps + 1))
        if isinstance(node, _Swap):
            if _step(node.when, steps) >= 1:
                ends.add(_step(node.when, steps))
            waiting += node.before + node.after
    return ends


def _at(tree: list[_Node], step: int, steps: int) -> list[str]:
    """The text of one step, in pieces."""
    said: list[str] = []
    waiting = list(reversed(tree))
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            said.append(node)
            continue
        if isinstance(node, _Swap):
            chosen = node.before if step <= _step(node.when, steps) else node.after
        else:
            chosen = node.options[(step - 1) % len(node.options)]
        waiting += reversed(chosen)
    return said
