"""What engines share that run a model of one kind: the one that the recipe names, else the first that is installed."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from castalia.engines.base import Engine, R
from castalia.errors import Missing

if TYPE_CHECKING:
    from castalia.models.model import Model
    from castalia.settings import Settings


class ByModel(Engine[R]):
    """An engine of recipes with a field `model`. A subclass says which models it runs."""

    has_models = True
    model_kind: ClassVar[str]
    """Kind of the models, as the catalogue calls it."""
    models_called: ClassVar[str]
    """One of them in words, e.g. `captioning model`."""
    suggested: ClassVar[str]
    """One of the catalogue, for who has none."""

    @abstractmethod
    def runs(self, family: str) -> bool:
        """Whether it can run models of this family."""

    def installed(self, settings: Settings) -> list[Model]:
        """Models on this machine that it can run."""
        from castalia.models.store import ModelStore

        return [m for m in ModelStore(settings).list() if m.kind == self.model_kind and self.runs(m.family)]

    def model_of(self, recipe: R, settings: Settings) -> Model:
        """The model to run; `Missing` with the command that gets one when there is none."""
        from castalia.models.resolve import resolve

        named: str | None = getattr(recipe, "model", None)
        if named:
            return resolve(named, settings, kind=self.model_kind)
        found = self.installed(settings)
        if not found:
            raise Missing(
                f"there is no {self.models_called} on this machine", hint=f"castalia models pull {self.suggested}"
            )
        return found[0]

    def unsuited(self, recipe: R, settings: Settings) -> str:
        asked = getattr(recipe, "model", None) or recipe.engine == self.name
        if asked or self.installed(settings):
            return super().unsuited(recipe, settings)
        return f"no {self.models_called} is installed"

    def complete(self, recipe: R, settings: Settings) -> R:
        named = getattr(recipe, "model", None)
        return recipe if named else recipe.with_fields(model=self.model_of(recipe, settings).id)

    def model_key(self, recipe: R, settings: Settings) -> str:
        model = self.model_of(recipe, settings)
        return model.sha256 or str(model.path)
