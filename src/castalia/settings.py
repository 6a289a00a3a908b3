"""Settings: from the environment (`CASTALIA_...`), then `config.toml` in the home, then these defaults."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from castalia.errors import BadInput

CONFIG_NAME = "config.toml"


def default_home() -> Path:
    """Where the library lives when nothing else is said: the platform's folder for user data."""
    return Path(platformdirs.user_data_dir("castalia", appauthor=False))


class Settings(BaseSettings):
    """What a user or an operator may set. Every field can be given as `CASTALIA_<NAME>` or in `config.toml`."""

    model_config = SettingsConfigDict(env_prefix="CASTALIA_", extra="ignore", frozen=True)

    home: Path = Field(default_factory=default_home, description="Folder of the library, its files and its database.")
    database_url: str = Field(
        "", description="Database; empty is SQLite in the home, or postgresql://user:password@host/name."
    )
    output: Path = Field(Path("castalia-output"), description="Folder into which the command line saves what it made.")
    models: Path = Field(
        default_factory=lambda given: Path(given["home"]) / "models",
        description="Folder into which checkpoints are downloaded and imported; models in the home when not set.",
    )
    image_model: str = Field(
        "", description="Model that makes pictures when a recipe names none; empty is the clay world."
    )
    video_model: str = Field(
        "", description="Model that makes video when a recipe names none; empty is the clay world."
    )
    talk_model: str = Field(
        "", description="Model that animates portraits when a recipe names none; empty moves them without one."
    )
    device: str = Field("auto", description="Device that engines run on: auto, cpu, cuda, cuda:1, mps.")
    workers: int = Field(2, ge=1, le=64, description="How many parts of a work are made at the same time.")
    llm_url: str = Field(
        "", description="Base URL of an OpenAI-compatible endpoint for text, e.g. http://127.0.0.1:11434/v1."
    )
    llm_key: str = Field("", description="API key of that endpoint.")
    llm_model: str = Field("", description="Model to ask that endpoint for; empty takes the first it lists.")
    require_consent: bool = Field(
        False, description="Refuse to animate or copy faces and voices unless the recipe says how the person agreed."
    )
    soundfont: str = Field("", description="A General MIDI soundfont (.sf2); empty looks in the usual places.")

    @field_validator("models", mode="after")
    @classmethod
    def _anywhere(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        home = init_settings().get("home") or env_settings().get("home") or default_home()
        toml = TomlConfigSettingsSource(settings_cls, toml_file=Path(home) / CONFIG_NAME)
        return init_settings, env_settings, toml


def load_settings(home: str | Path | None = None, **given: Any) -> Settings:
    """The settings in force; `BadInput` that names the setting when a value does not fit.

    Args:
        home: overrides `CASTALIA_HOME` and the platform's default.
        given: settings that override the environment and the file.
    """
    if home is not None:
        given["home"] = Path(home).expanduser().absolute()
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(p) for p in first["loc"])
        raise BadInput(
            f"setting '{name}' cannot be {first['input']!r}: {first['msg']}",
            hint=f"correct CASTALIA_{name.upper()} or the line '{name}' in {CONFIG_NAME}",
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{CONFIG_NAME} is not TOML: {error}", hint="correct it or remove it") from None
