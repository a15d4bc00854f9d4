"""Prompt files: Markdown with front matter, strict blanks, a stamp, and a lock on their words.

    ---
    name: critique
    version: 1
    answers: Draft                      the type of the answer, a class of wbcoach.models
    why: What this prompt is for, in a sentence.
    max_tokens: 8000                    bound on the filled prompt
    ---
    # system
    Words, and a {{blank}}.
    # human
    {{draft}}

A blank without a value and a value without a blank are errors; there are no loops and no conditions.
The words may not change under one version: `python -m wbcoach.prompt check` compares them with
`prompts.lock`, and `python -m wbcoach.prompt lock` writes it once the version is raised.
"""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from langchain_core.messages import BaseMessage

Role = Literal["system", "human", "ai"]
LOCK = "prompts.lock"

_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^# +(.*?)[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LOCK_HEAD = "# name version sha256 of the words; written by `python -m wbcoach.prompt lock`\n"

# What opens a tag: "<", what looks like it, and its HTML entities. Marks that people also quote with
# open one only before a slash.
_ANGLES = "<≮＜﹤˂ᐸ⟨〈\u2329❮❰⧼"
_QUOTES = "‹«《⟪≪"
_RUN = rf"[^\w{_ANGLES}{_QUOTES}]*"  # stops at the next opening, so that no text takes quadratic time
_TAG = re.compile(
    rf"(?:[{_ANGLES}]|&(?:lt|#0*60|#x0*3c);?)(?={_RUN}[^\W\d_])"
    rf"|[{_QUOTES}](?={_RUN}[^\W\d_])(?=[^\w{_ANGLES}{_QUOTES}/／⁄∕⧸]*[/／⁄∕⧸])"
    r"|\[(?=[^\w\[]*INST\b)",
    re.IGNORECASE,
)
_DEFUSED = re.compile(rf"({_TAG.pattern})\\", re.IGNORECASE)


class PromptError(ValueError):
    """A prompt file, or what is filled into it, breaks the rules: a fault in wbcoach, not in its use."""


@dataclass(frozen=True)
class Filled:
    """A prompt with its blanks filled: `messages` as (role, text), and the stamp for the receipt."""

    messages: tuple[tuple[Role, str], ...]
    stamp: str

    def as_messages(self) -> list[BaseMessage]:
        """Give the messages as LangChain's."""
        from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

        kinds = {"system": SystemMessage, "human": HumanMessage, "ai": AIMessage}
        return [kinds[role](text) for role, text in self.messages]

    @property
    def text(self) -> str:
        """All that the model reads, for counting and for people."""
        return "\n".join(f"# {role}\n\n{text}\n" for role, text in self.messages)


@dataclass(frozen=True)
class Prompt:
    """A prompt file: `sections` as (role, text with blanks); `max_tokens` bounds it when filled."""

    name: str
    version: int
    answers: str
    why: str
    max_tokens: int
    sections: tuple[tuple[Role, str], ...]

    @cached_property
    def sha256(self) -> str:
        """Hash of the words and of the answer's type; the rest of the front matter may be edited."""
        words = "\n".join([self.answers, *(f"# {role}\n{text}" for role, text in self.sections)])
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def stamp(self) -> str:
        """Name, version and the start of the hash: "critique@1#1f2e3d4c"."""
        return f"{self.name}@{self.version}#{self.sha256[:8]}"

    @cached_property
    def blanks(self) -> frozenset[str]:
        """The names of the values that `fill` wants."""
        return frozenset(name for _, text in self.sections for name in _BLANK.findall(text))

    def fill(self, **values: str) -> Filled:
        """Put each value in its blank; blanks inside a value stay as they are.

        Raises:
            PromptError: a value is missing, is not used, or is not text.
        """
        if values.keys() != self.blanks:
            missing, unused = sorted(self.blanks - values.keys()), sorted(values.keys() - self.blanks)
            message = (
                f"{self.stamp}: no value for {missing or 'no blank'}, no blank for {unused or 'no value'}."
            )
            raise PromptError(message)
        clean = {name: _encodable(self.stamp, name, value) for name, value in values.items()}
        messages = [(role, _BLANK.sub(lambda blank: clean[blank[1]], text)) for role, text in self.sections]
        return Filled(tuple(messages), self.stamp)


def load(name: str, root: Path | None = None) -> Prompt:
    """Read the prompt `name` from `root`, by default the folder that ships with wbcoach.

    Raises:
        PromptError: there is no such file, or it breaks the rules.
    """
    path = (root or folder()) / f"{name}.md"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise PromptError(f"There is no prompt {name!r}.")
    prompt = parse(path.read_text("utf-8"))
    if prompt.name != name:
        raise PromptError(f"{path.name} calls itself {prompt.name!r}.")
    return prompt


def folder() -> Path:
    """Find the prompt files: inside the package as installed, else beside it as developed."""
    inside = Path(__file__).parent / "prompts"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "prompts"


def names(root: Path | None = None) -> list[str]:
    """List the prompts there are."""
    return sorted(path.stem for path in (root or folder()).glob("*.md"))


def parse(text: str) -> Prompt:
    """Read a prompt file's text.

    Raises:
        PromptError: the front matter, a section or a blank is not as it should be.
    """
    match = _FRONT.match(text)
    front = yaml.safe_load(match[1]) if match else None
    if match is None or not isinstance(front, dict):
        raise PromptError("A prompt starts with front matter between lines of three dashes.")
    wanted = {"name": str, "version": int, "answers": str, "why": str, "max_tokens": int}
    if front.keys() != wanted.keys() or any(type(front[key]) is not kind for key, kind in wanted.items()):
        raise PromptError(f"Front matter holds {', '.join(wanted)}, and no more: {front}.")
    return Prompt(**front, sections=tuple(_sections(match[2])))


def fence(tag: str, text: str, /, **attributes: str) -> str:
    """Put material between tags that it can't close: `<draft>` ... `</draft>`.

    Whatever in it could pass for a tag gets a backslash after its first character, which people can
    read past and `unfence` takes out again. Empty attributes are left out; quotation marks and angle
    brackets in the others are replaced.
    """
    marks = "".join(f' {name}="{_attribute(value)}"' for name, value in attributes.items() if value)
    return f"<{tag}{marks}>\n{defuse(text)}\n</{tag}>"


def defuse(text: str) -> str:
    """Make every look-alike of a tag harmless, closing or opening, of any name; `unfence` undoes it."""
    return _TAG.sub(lambda tag: tag[0] + "\\", text)


def unfence(text: str) -> str:
    """Undo `defuse`, so that a quote the model copied from fenced material is the author's again."""
    return _DEFUSED.sub(r"\1", text)


def complaints(root: Path) -> list[str]:
    """Say where the prompts and their lock disagree; nothing where all is well."""
    locked, found = _locked(root), {name: load(name, root) for name in names(root)}
    said = [f"{name}: locked, but the file is gone" for name in locked if name not in found]
    for name, prompt in found.items():
        version, sha256 = locked.get(name, (0, ""))
        if not version:
            said.append(f"{name}: not locked")
        elif prompt.version == version and prompt.sha256 != sha256:
            said.append(f"{name}: its words changed, its version did not")
        elif prompt.version != version:
            said.append(f"{name}: locked at version {version}, the file says {prompt.version}")
    return said


def lock(root: Path) -> None:
    """Write the lock anew.

    Raises:
        PromptError: words changed and the version was not raised; the lock is left as it was.
    """
    locked = _locked(root)
    lines = []
    for prompt in (load(name, root) for name in names(root)):
        version, sha256 = locked.get(prompt.name, (0, ""))
        if prompt.version < version or (prompt.version == version and prompt.sha256 != sha256):
            raise PromptError(f"{prompt.name}: raise its version above {version}, then lock.")
        lines.append(f"{prompt.name} {prompt.version} {prompt.sha256}\n")
    (root / LOCK).write_text(_LOCK_HEAD + "".join(lines), "utf-8")


def main(arguments: Sequence[str]) -> int:
    """Run `check` or `lock` on the prompts; exit 1 with what is wrong, 2 on other words."""
    if list(arguments) not in (["check"], ["lock"]):
        sys.stderr.write("usage: python -m wbcoach.prompt check|lock\n")
        return 2
    try:
        if arguments[0] == "lock":
            lock(folder())
        said = complaints(folder())
    except PromptError as error:
        said = [str(error)]
    sys.stderr.writelines(f"{line}\n" for line in said)
    return 1 if said else 0


def _sections(body: str) -> list[tuple[Role, str]]:
    before, *rest = _HEADING.split(body)
    roles: dict[str, Role] = {role: role for role in get_args(Role)}
    if before.strip() or not rest or any(role not in roles for role in rest[::2]):
        raise PromptError(
            f"A prompt's sections are {', '.join(f'# {role}' for role in roles)}, and all is in one."
        )
    sections = [(roles[role], text.strip()) for role, text in zip(rest[::2], rest[1::2], strict=True)]
    for role, text in sections:
        if not text or re.search(r"\{\{|\}\}", _BLANK.sub("", text)):
            raise PromptError(f"The section # {role} is empty or holds a blank not written as {{{{name}}}}.")
    return sections


def _encodable(stamp: str, name: str, value: object) -> str:
    if not isinstance(value, str):
        raise PromptError(f"{stamp}: the value of {name!r} is not text.")
    return value.encode("utf-8", "replace").decode("utf-8")


def _attribute(value: str) -> str:
    line = "".join(char if char.isprintable() else " " for char in value)
    return defuse(" ".join(line.split()).translate(str.maketrans('"<>', "'‹›"))[:200])


def _locked(root: Path) -> dict[str, tuple[int, str]]:
    path = root / LOCK
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {name: (int(version), sha256) for name, version, sha256 in rows}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
