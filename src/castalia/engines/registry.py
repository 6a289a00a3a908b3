"""Finds the engines that are installed and chooses one for a recipe."""

from __future__ import annotations

import difflib
from functools import cache
from importlib.metadata import entry_points
from typing import Any

from castalia.engines.base import Engine
from castalia.errors import BadInput, Missing
from castalia.prompts.networks import with_networks
from castalia.prompts.wildcards import expanded
from castalia.recipes import Recipe
from castalia.settings import Settings

GROUP = "castalia.engines"


@cache
def _installed() -> tuple[tuple[Engine[Any], ...], dict[str, str]]:
    """One object per installed engine, by kind and falling priority; and why others could not be loaded.

    A plug-in that is broken must not take the others down with it.
    """
    found, broken = [], {}
    for point in entry_points(group=GROUP):
        try:
            found.append(point.load()())
        except Exception as error:
            broken[point.name] = f"{type(error).__name__}: {error}"
    return tuple(sorted(found, key=lambda engine: (engine.kind, -engine.priority, engine.name))), broken


def engines(kind: str | None = None) -> list[Engine[Any]]:
    """The installed engines, of one kind or of all, those that `auto` prefers first."""
    return [engine for engine in _installed()[0] if kind in (None, engine.kind)]


def broken() -> dict[str, str]:
    """Installed engines that cannot be loaded: name of the entry point -> why."""
    return dict(_installed()[1])


def choose(recipe: Recipe, settings: Settings) -> Engine[Any]:
    """The engine that carries out this recipe.

    Raises:
        BadInput: the recipe names an engine that there is not, or asks for what none can do.
        Missing: it exists but does not work on this machine, or none does.
    """
    candidates = engines(recipe.kind)
    if recipe.engine != "auto":
        named = next((e for e in candidates if e.name == recipe.engine), None)
        if named is None and recipe.engine in broken():
            raise Missing(
                f"the engine '{recipe.engine}' cannot be loaded: {broken()[recipe.engine]}",
                hint="reinstall the package that it comes from",
            )
        if named is None:
            names = [e.name for e in candidates]
            near = difflib.get_close_matches(recipe.engine, names, n=1)
            raise BadInput(
                f"there is no {recipe.kind} engine '{recipe.engine}'",
                hint=f"did you mean '{near[0]}'?" if near else f"engines are auto, {', '.join(names)}",
            )
        candidates = [named]
    model = getattr(recipe, "model", None)
    if model and not any(engine.has_models for engine in candidates):
        names = " and ".join(engine.name for engine in candidates)
        raise BadInput(
            f"there is no {recipe.kind} model '{model}': {names} work{'s' * (len(candidates) == 1)} without one",
            hint="leave the model out, or install an engine that runs models",
        )
    reasons, asks_too_much = [], True
    for engine in candidates:
        if model and not engine.has_models:
            continue
        if reason := engine.unsuited(recipe, settings):
            reasons.append((f"{engine.name}: {reason}", ""))
            continue
        state = engine.availability(settings)
        if state.works:
            return engine
        asks_too_much = False
        reasons.append((f"{engine.name}: {state.detail}", state.improve))
    if reasons and asks_too_much:
        raise BadInput(
            f"no {recipe.kind} engine can carry this out ({'; '.join(r for r, _ in reasons)})",
            hint="leave out what it does not know, or name another engine or model",
        )
    raise Missing(
        f"no {recipe.kind} engine works here" + (f" ({'; '.join(r for r, _ in reasons)})" if reasons else ""),
        hint=next((way for _, way in reasons if way), "run `castalia doctor` to see what is missing"),
    )


def resolve(recipe: Recipe, settings: Settings, seed: int | None = None) -> Recipe:
    """The recipe with nothing left open: its engine named, its seed a number, its choices ({a|b}) made, the LoRAs of
    its prompt (<lora:name:0.8>) in `lora`, and checked by the engine.

    Args:
        seed: used where the recipe leaves its seed open; a random one when None.
    """
    if getattr(recipe, "seed", 0) is None:
        recipe = recipe.with_fields(seed=fresh_seed() if seed is None else seed)
    recipe = with_networks(expanded(recipe, settings))
    engine = choose(recipe, settings)
    if recipe.engine != engine.name:
        recipe = recipe.with_fields(engine=engine.name)
    resolved = engine.complete(recipe, settings)
    engine.check(resolved, settings)
    return resolved


def fresh_seed() -> int:
    """A random seed, short enough to be read aloud."""
    import secrets

    return secrets.randbelow(2**31)
