"""`Two cats, one orange and one black`: the tokens that tell members of a group apart become nouns of their own."""

from __future__ import annotations

from dataclasses import replace

from castalia.clay.words import Token

SAID = ("color", "size", "trait", "material", "action", "wear")
"""What may tell one member from another."""
NEAR = 8
"""Words between a number and its noun, at most."""
PASSED = ("stop", "relation")
ONE_ZH = ("一只", "一个", "一位", "一名", "一条", "一种")
OF = ("is", "in", "of", "them", "with", "的", "是", "穿", "穿着", "戴", "戴着", "a")
AND = ("and", "和", "与", "、", ",", "，", "而")


def told_apart(found: list[Token]) -> list[Token]:
    """The tokens with each `one orange` written out as `one orange cat`, and the group itself left out.

    Only where at least two members are told apart; members that are not keep the group's own words.
    """
    for i, token in enumerate(found):
        if token.kind != "subject" or i == 0:
            continue
        start = next((k for k in range(i - 1, max(i - NEAR, 0) - 1, -1) if found[k].kind in ("count", "subject")), i)
        count = int(found[start].value) if found[start].kind == "count" else 0
        if count < 2:
            continue
        ones, end = _members(found, i + 1)
        if 2 <= len(ones) <= count:
            return _written_out(found, start, i, ones, end)
    return found


def _members(found: list[Token], i: int) -> tuple[list[list[Token]], int]:
    """What is said of each `one`, from token `i` on, and where that ends."""
    ones: list[list[Token]] = []
    end = i
    while i < len(found):
        token = found[i]
        if (token.kind == "count" and token.value == "1") or (token.kind == "stop" and token.text in ONE_ZH):
            said: list[Token] = []
            i += 1
            while i < len(found) and (found[i].kind in SAID or (found[i].kind == "stop" and found[i].text in OF)):
                if found[i].kind in SAID:
                    said.append(found[i])
                i += 1
            if not said or (i < len(found) and found[i].kind == "subject"):
                return ones, end
            ones.append(said)
            end = i
        elif token.kind == "pause" or token.text.lower() in AND or (not ones and token.kind in PASSED):
            i += 1
        else:
            break
    return ones, end


def _written_out(found: list[Token], start: int, noun: int, ones: list[list[Token]], end: int) -> list[Token]:
    own = found[start + 1 : noun]
    left = int(found[start].value) - len(ones)
    one = replace(found[noun], plural=False, owner=False)
    joint = Token("and" if not one.chinese else "和", "stop", "and")
    written: list[Token] = []
    for k, said in enumerate(ones):
        single = Token("", "count", "1", chinese=one.chinese)
        written += [*([joint] if k else []), single, *own, *(t for t in said if t.kind != "action"), one]
        written += [t for t in said if t.kind == "action"]
    if left:
        written += [joint, replace(found[start], value=str(left)), *own, one]
    return [*found[:start], *written, *found[end:]]
