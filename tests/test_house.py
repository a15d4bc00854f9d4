"""The house: arrows point down, each vendor has its door, every room is small and says what it is for."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "wbcoach"

# From the ground up; an import may only go down. The ground is one room: its parts may use each other.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset(
        "statement critique funnel errors grammar lexicon numerals slots document blocks figures measures evidence stance vocabulary serving api disk plain unseen".split()
    ),
    frozenset({"wheels"}),
    frozenset({"carried"}),
    frozenset({"settings", "assets", "privacy", "screening", "samples", "courier"}),
    frozenset({"pitfall", "prompt", "models", "library", "grounding"}),
    frozenset({"pitfalls"}),
    frozenset({"heads"}),
    frozenset({"coach", "survey"}),
    frozenset({"batch", "conversation", "define", "render"}),
    frozenset({"client"}),
    frozenset({"faces"}),
    frozenset({"__init__", "__main__"}),
)
GROUND = FLOORS[0]
# The package itself may be imported by any room, for its version and its folder.
THE_PACKAGE = frozenset({"wbcoach", "wbcoach.__version__"})

# Each vendor's door: where it may be imported, as prefixes of dotted module names.
MODEL_VENDORS = (
    "openai",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "langchain_community",
    "langgraph",
    "tiktoken",
)
STORE_VENDORS = ("chromadb", "bm25s", "onnxruntime", "tokenizers")
FACE_VENDORS = (
    "fastapi",
    "uvicorn",
    "starlette",
    "prometheus_client",
    "pygls",
    "lsprotocol",
    "mcp",
    "mcp_types",
    "typer",
    "rich",
)
SOME_OF_LANGCHAIN = {
    "wbcoach.prompt": ("langchain_core.prompts", "langchain_core.runnables", "langchain_core.messages"),
    "wbcoach.coach": ("langchain_core.prompts", "langchain_core.runnables"),
    "wbcoach.privacy": ("langchain.agents.middleware",),
    "wbcoach.conversation": ("langchain", "langchain_core", "langchain_openai", "langgraph"),
}
DOORS: dict[str, tuple[str, ...]] = {
    vendor: doors
    for vendors, doors in (
        (MODEL_VENDORS, ("wbcoach.models",)),
        (STORE_VENDORS, ("wbcoach.library",)),
        (FACE_VENDORS, ("wbcoach.faces", "wbcoach.render")),
        (("dask", "distributed"), ("wbcoach.batch.cluster",)),
        (("sklearn", "scipy", "matplotlib"), ("wbcoach.define",)),
        (("duckdb",), ("wbcoach.define.table",)),
        (("spacy",), ("wbcoach.privacy.names",)),
    )
    for vendor in vendors
}
LONGEST = 300


class Import(NamedTuple):
    """One imported module, wherever in the file it stands: under TYPE_CHECKING and in functions as well."""

    by: str
    name: str
    line: int


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text("utf-8"), str(path)) for name, path in MODULES.items()}


def imports_of(module: str) -> Iterator[Import]:
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from (Import(module, alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: a relative import hides its floor"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                inner = (
                    whole in MODULES or node.module == "wbcoach" or not str(node.module).startswith("wbcoach")
                )
                yield Import(module, whole if inner else str(node.module), node.lineno)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"import_module", "__import__"}:
                yield Import(module, str(node.args[0].value), node.lineno)


IMPORTS = [one for module in MODULES for one in imports_of(module)]


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def floor_of(room: str) -> int:
    return next((number for number, rooms in enumerate(FLOORS) if room in rooms), len(FLOORS))


def within(module: str, prefixes: tuple[str, ...]) -> bool:
    return any(module == prefix or module.startswith(f"{prefix}.") for prefix in prefixes)


def test_every_room_has_its_floor() -> None:
    assert {room_of(module) for module in MODULES} <= frozenset().union(*FLOORS)


def test_imports_inside_the_house_are_seen_wherever_they_stand() -> None:
    assert any(one == ("wbcoach.pitfall", "wbcoach.statement", one.line) for one in IMPORTS), (
        "under TYPE_CHECKING"
    )
    assert any(
        one.by == "wbcoach.grounding.departures" and one.name.startswith("rapidfuzz") for one in IMPORTS
    ), "in a function"


def test_an_import_only_goes_down() -> None:
    wrong = []
    for one in IMPORTS:
        if not within(one.name, ("wbcoach",)) or one.name in THE_PACKAGE:
            continue
        mine, other = room_of(one.by), room_of(one.name)
        if mine == other or (mine in GROUND and other in GROUND):
            continue
        if floor_of(other) >= floor_of(mine):
            wrong.append(f"{one.by}:{one.line} imports {one.name}")
    assert not wrong, "\n".join(wrong)


def test_each_vendor_is_imported_behind_its_own_door_alone() -> None:
    wrong = []
    for one in IMPORTS:
        doors = DOORS.get(one.name.split(".")[0])
        if doors is None or within(one.by, doors):
            continue
        if any(
            within(one.by, (room,)) and within(one.name, allowed)
            for room, allowed in SOME_OF_LANGCHAIN.items()
        ):
            continue
        wrong.append(f"{one.by}:{one.line} imports {one.name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "module",
    [
        "wbcoach",
        "wbcoach.statement",
        "wbcoach.pitfalls",
        "wbcoach.document",
        "wbcoach.settings",
        "wbcoach.prompt",
        "wbcoach.courier.process",
    ],
)
def test_light_rooms_open_without_a_heavy_vendor(module: str) -> None:
    heavy = "chromadb openai langchain langchain_core langchain_openai onnxruntime tokenizers tiktoken bm25s dask".split()
    check = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_only_the_settings_look_at_the_environment() -> None:
    names = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}
    wrong = []
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            attribute = isinstance(node, ast.Attribute) and node.attr in names
            imported = (
                isinstance(node, ast.ImportFrom)
                and node.module == "os"
                and any(a.name in names for a in node.names)
            )
            if attribute or imported:
                wrong.append(f"{module}:{getattr(node, 'lineno', 0)}")
    assert [place for place in wrong if not place.startswith("wbcoach.settings:")] == []
    assert wrong, "the settings do look, so the search above sees them"


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(TREES[module])


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_longer_than_a_few_screens(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= LONGEST


def test_no_module_keeps_a_state_that_can_be_replaced() -> None:
    wrong = [
        f"{module}:{node.lineno}"
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    assert not wrong, "\n".join(wrong)


# --- the words of the tree -----------------------------------------------------------------------------

UNREAD = {
    ".git",
    ".hypothesis",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    "__pycache__",
    ".wbcoach",
    "build",
    "dist",
    "node_modules",
}
# Put together from halves, so that this file is searched as well.
MACHINE = re.compile(
    r"(?<![\w.])/" + r"work(?:/|\b)|/" + r"root/|/" + r"home/\w+/|/" + r"Users/\w+/|[A-Z]:\\" + r"Users\\",
)
INDEX_HOST = re.compile(
    "|".join(
        "".join(halves)
        for halves in (
            ("py", r"pi\.org"),
            ("python", "hosted"),
            ("--(?:extra-)?index", "-url"),
            (r"\bindex", r"[-_]url\s*="),
            ("registry.npm", "js"),
            ("artifact", "ory"),
        )
    ),
    re.IGNORECASE,
)


def texts_of_the_tree() -> Iterator[tuple[str, str]]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name
            for name in folders
            if name not in UNREAD and not name.startswith(".venv") and not name.endswith(".egg-info")
        ]
        for name in names:
            path = Path(folder) / name
            data = path.read_bytes()
            if b"\0" not in data[:4096]:
                yield str(path.relative_to(ROOT)), data.decode("utf-8", "replace")


@pytest.mark.parametrize("pattern", [MACHINE, INDEX_HOST], ids=["a path of one machine", "an index host"])
def test_no_text_of_the_tree_names(pattern: re.Pattern[str]) -> None:
    wrong = [
        f"{path}:{number}: {match[0]}"
        for path, text in texts_of_the_tree()
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := pattern.search(line))
    ]
    assert not wrong, "\n".join(wrong)


# --- what the wheel carries ----------------------------------------------------------------------------

LOOK_INSIDE = """
import json, pathlib, wbcoach
from wbcoach import prompt, samples
from wbcoach.faces.cli.explain import GUIDANCE
from wbcoach.pitfalls import catalogue
here = pathlib.Path(wbcoach.__file__).parent
print(json.dumps({
    "here": str(here),
    "prompt": prompt.load("critique").stamp,
    "missing": [p.note for p in catalogue().values() if not (GUIDANCE / (p.note + ".md")).is_file()],
    "guidance": GUIDANCE.is_relative_to(here),
    "samples": [len(list(folder.iterdir())) for folder in (samples.FEEDBACK, samples.DRAFTS)],
    "typed": (here / "py.typed").is_file(),
    "pages": [(here / name).is_file() for name in ("render/page.css", "faces/web/page/index.html", "faces/web/page/main.js", "api/examples.json", "vocabulary/conditions.json")],
}))
"""


def test_the_wheel_carries_guidance_prompts_and_samples_where_the_code_looks(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], check=True, capture_output=True, cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-c", LOOK_INSIDE],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
    )
    seen = json.loads(done.stdout)
    assert seen["here"] == str(tmp_path / "site" / "wbcoach")
    assert seen["prompt"].startswith("critique@")
    assert seen["missing"] == []
    assert seen["guidance"]
    assert all(number > 0 for number in seen["samples"])
    assert seen["typed"], "others type-check against it"
    assert all(seen["pages"])
