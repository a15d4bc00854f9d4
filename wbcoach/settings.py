"""Settings: read once, at the face, and handed down. The only file that looks at the environment."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableError
from pydantic_settings.sources import EnvSettingsSource

from wbcoach.errors import SettingsError
from wbcoach.serving import Serving

Stage = Literal["hypothesis", "validated", "growth"]
CONFIG_NAMES = ("wbcoach.toml", "pyproject.toml")
NO_CACHE = "none"
# Set before the libraries are imported; each would otherwise send or write usage data.
_QUIET = {
    "ORT_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "FASTAPI_OTEL_AUTO_CONFIGURE": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING": "false",
    "TOKENIZERS_PARALLELISM": "false",
}


# The first of these that is set decides for LangSmith, so that one of ours must not stand before the user's.
_TRACING = tuple(name for name in _QUIET if name.startswith("LANG"))
_ON, _OFF = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off", ""})


class Price(BaseModel):
    """What a model costs, in US dollars for a million tokens; `cached` is for input its server had cached."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    input: Annotated[float, Field(ge=0)]
    output: Annotated[float, Field(ge=0)]
    cached: Annotated[float | None, Field(ge=0)] = None

    def __str__(self) -> str:
        """Give it in a few words."""
        cached = "" if self.cached is None else f" ({self.cached:g} cached)"
        return f"{self.input:g}{cached} in, {self.output:g} out"


class Settings(BaseSettings):
    """What a user may turn; each field's description is what `wbcoach settings` prints."""

    model_config = SettingsConfigDict(env_prefix="WBCOACH_", extra="forbid", frozen=True)

    model: Annotated[str | None, Field(description="model to ask; none: rules and retrieval only")] = None
    base_url: Annotated[str | None, Field(description="OpenAI-compatible server (OPENAI_BASE_URL)")] = None
    api_key: Annotated[SecretStr | None, Field(description="its key (OPENAI_API_KEY)")] = None
    api: Annotated[
        Literal["auto", "chat", "responses"],
        Field(description="OpenAI API to speak; auto: chat, or what the model needs on OpenAI's server"),
    ] = "auto"
    api_version: Annotated[
        str, Field(description="dated version of an Azure endpoint; none: its v1 endpoint, or no Azure")
    ] = ""
    timeout_s: Annotated[float, Field(gt=0, description="seconds to wait for one answer")] = 60.0
    max_retries: Annotated[int, Field(ge=0, le=10, description="tries after the first")] = 2
    concurrency: Annotated[int, Field(ge=1, le=256, description="calls to the model at once")] = 8
    breaker_after: Annotated[
        int, Field(ge=0, description="failures in sequence after which the model is left alone; 0: never")
    ] = 5
    breaker_s: Annotated[float, Field(gt=0, description="seconds it is left alone before one more try")] = (
        30.0
    )
    budget_tokens: Annotated[
        int | None, Field(gt=0, description="tokens that one run may use; none: no bound")
    ] = None
    budget_usd: Annotated[float | None, Field(gt=0, description="dollars that one run may cost")] = None
    prices: Annotated[
        dict[str, Price], Field(description="dollars a million tokens, by model: {input, output, cached}")
    ] = Field(default_factory=dict)
    cache: Annotated[
        str, Field(description="file of the model's answers, asked once; none: keep no answers")
    ] = NO_CACHE
    cache_mb: Annotated[int, Field(ge=1, description="its size; what was used longest ago goes first")] = 200
    prompt_tokens: Annotated[int, Field(ge=1500, description="token budget of one prompt")] = 24_000
    answer_tokens: Annotated[int, Field(ge=200, description="token budget of one answer")] = 4000
    depth: Annotated[
        Literal["quick", "standard", "deep"],
        Field(description="what a model is asked: findings; a second look at grave ones; a rewrite as well"),
    ] = "standard"
    store: Annotated[
        str, Field(description="folder of the index, or http://host:port of a Chroma server")
    ] = ""
    embedder: Annotated[Literal["minilm", "none"], Field(description="dense vectors, or BM25 alone")] = (
        "minilm"
    )
    assets: Annotated[Path, Field(description="folder of the fetched assets")] = Path()
    names: Annotated[
        bool, Field(description="mask names of people before a model reads a text (extra `names`)")
    ] = False
    stage: Annotated[Stage, Field(description="how much evidence a statement should have by now")] = (
        "validated"
    )
    as_of: Annotated[
        date | None, Field(description="the day that data ages are counted from; none: today")
    ] = None
    stale_months: Annotated[int, Field(ge=1, description="data older than this is stale")] = 24
    fail_on: Annotated[
        Literal["blocker", "major", "minor", "never"],
        Field(description="lowest severity that makes critique exit 1"),
    ] = "major"
    baseline: Annotated[
        str, Field(description="file of the findings that are silent; none: no such file")
    ] = ""
    columns: Annotated[
        dict[str, str | list[str]],
        Field(description="columns of a backlog that hold text, id and evidence, by name or number"),
    ] = Field(default_factory=dict)
    chats: Annotated[str, Field(description="file of the conversations of `wbcoach chat`")] = ""
    jobs: Annotated[str, Field(description="folder of the batches of `wbcoach serve`")] = ""
    token: Annotated[SecretStr | None, Field(description="what clients of `wbcoach serve` must show")] = None
    serve: Annotated[Serving, Field(description="bounds of `wbcoach serve`, the table [serve]")] = Serving()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is handed over and nothing else: `load` reads the layers, to tell where each value is from."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


@dataclass(frozen=True)
class Loaded:
    """The settings, where each came from, and the config file that was found."""

    settings: Settings
    origins: dict[str, str]
    config: Path | None


def load(flags: dict[str, Any] | None = None, cwd: Path | None = None) -> Loaded:
    """Read flags, then environment, then the nearest config file; the first that speaks wins.

    Flags that are None count as not given.

    Raises:
        SettingsError: a value is not of its type, a key is unknown, or the file is not TOML.
    """
    silence_telemetry()
    here = _working_directory() if cwd is None else cwd.resolve()
    config = find_config(here)
    layers = {
        "default": _defaults(config, here),
        f"{config.name}" if config else "config": _from_file(config),
        "environment": _from_environment(),
        "flag": {name: value for name, value in (flags or {}).items() if value is not None},
    }
    values: dict[str, Any] = {}
    origins = dict.fromkeys(Settings.model_fields, "default")
    for origin, layer in layers.items():
        if "://" not in str(layer.get("store", "://")):
            layer["store"] = str(Path(str(layer["store"])).expanduser())
        for name in ("baseline", "cache", "chats", "jobs"):
            if layer.get(name):
                layer[name] = str(Path(str(layer[name])).expanduser())
        values.update(layer)
        origins.update(dict.fromkeys(layer, origin))
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        origin = origins.get(name.partition(".")[0], "config")
        message = f"setting {name!r} ({origin}): {first['msg'].lower()}."
        raise SettingsError(message, "See `wbcoach settings` for the names and what they hold.") from None
    return Loaded(settings, origins, config)


def _working_directory() -> Path:
    try:
        return Path.cwd()
    except OSError:
        raise SettingsError("The working directory is gone.", "Change to a folder that exists.") from None


def find_config(start: Path) -> Path | None:
    """Find wbcoach.toml, or a pyproject.toml with [tool.wbcoach], upwards from `start`."""
    for folder in (start, *start.parents):
        for name in CONFIG_NAMES:
            path = folder / name
            if path.is_file() and (
                name == "wbcoach.toml" or _table(_toml(path), "tool", "wbcoach") is not None
            ):
                return path
    return None


def silence_telemetry(*, always: bool = False) -> None:
    """Turn usage reporting of all dependencies off; what the user turned on by name stays on, unless `always`."""
    chosen = any(name in telemetry_on() for name in _TRACING)
    for name, value in _QUIET.items():
        if always or (name not in os.environ and not (chosen and name in _TRACING)):
            os.environ[name] = value


def telemetry_on() -> tuple[str, ...]:
    """Name the variables by which the user has a dependency report to its makers."""
    return tuple(name for name, value in _QUIET.items() if not _same(os.environ.get(name, value), value))


def _same(one: str, other: str) -> bool:
    one, other = one.strip().lower(), other.lower()
    return one == other or any({one, other} <= words for words in (_ON, _OFF))


def point_tiktoken_at(folder: Path) -> None:
    """Let tiktoken read its rank files from `folder`, so that it never asks the network."""
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)


def _defaults(config: Path | None, here: Path) -> dict[str, Any]:
    base = config.parent if config else here
    mine = Path(platformdirs.user_cache_dir("wbcoach", appauthor=False))
    return {
        "store": str(base / ".wbcoach"),
        "chats": str(base / ".wbcoach" / "chats.sqlite"),
        "jobs": str(base / ".wbcoach" / "jobs"),
        "assets": mine / "assets",
        "cache": str(mine / "answers.sqlite"),
    }


def _from_environment() -> dict[str, Any]:
    try:
        mine = {name: value for name, value in EnvSettingsSource(Settings)().items() if value != ""}
    except UnreadableError as error:
        raise SettingsError(f"{error}.", "Give JSON, as in WBCOACH_PRICES='{...}'.") from None
    for name, variable in (("api_key", "OPENAI_API_KEY"), ("base_url", "OPENAI_BASE_URL")):
        if name not in mine and os.environ.get(variable):
            mine[name] = os.environ[variable]
    return mine


def _from_file(config: Path | None) -> dict[str, Any]:
    if config is None:
        return {}
    document = _toml(config)
    table = document if config.name == "wbcoach.toml" else _table(document, "tool", "wbcoach") or {}
    for name in ("store", "baseline", "cache", "chats", "jobs"):
        if str(table.get(name, "")) not in {"", NO_CACHE} and "://" not in str(table[name]):
            table[name] = str(config.parent / Path(str(table[name])).expanduser())
    return dict(table)


def _table(document: Any, *names: str) -> dict[str, Any] | None:
    """Give a table of a TOML document; None where there is none of that name, or something else."""
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document if isinstance(document, dict) else None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        if path.name != "wbcoach.toml":
            return {}  # another tool's file: not ours to complain about
        message = f"{path} is not valid TOML: {error}."
        raise SettingsError(message, "Correct the file, or move it away to use the defaults.") from None
    except OSError as error:
        message = f"{path} can't be read: {error.strerror}."
        raise SettingsError(message, "Check its permissions.") from None
