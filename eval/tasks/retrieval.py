"""The study of searches: each written question is asked of an index of its own documents, by words and by meaning."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eval.golden import read
from eval.scorers.retrieval import DEPTH, NDCG, marks
from eval.tasks.study import Study
from wbcoach.evidence import Item
from wbcoach.library import Batch, Library, Store

if TYPE_CHECKING:
    from eval.marks import Mark
    from wbcoach.library import Embeds

RETRIEVAL: Final = Path(__file__).parents[1] / "retrieval.yaml"
ALONE: Final = f"{NDCG}_by_words"


class Question(BaseModel):
    """A query and what answers it: grade 2 directly, 1 in part."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    ask: Annotated[str, Field(min_length=1)]
    answers: Annotated[dict[str, Annotated[int, Field(ge=1, le=2)]], Field(min_length=1)]


class Questions(BaseModel):
    """Documents by id, and the questions asked of them."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    documents: dict[str, str]
    queries: list[Question]

    @model_validator(mode="after")
    def _answers_are_documents(self) -> Self:
        named = {name for query in self.queries for name in query.answers}
        if strange := named - self.documents.keys():
            raise ValueError(f"These answers are no documents: {sorted(strange)}")
        return self


def questions(path: Path = RETRIEVAL) -> Questions:
    """Read the questions.

    Raises:
        pydantic.ValidationError: the file is not of this shape.
    """
    return Questions.model_validate(read(path))


def ranked(asked: Questions, embedder: Embeds | None) -> list[dict[str, Mark]]:
    """Ask each question of a temporary index, and mark what comes; by words alone where there is no embedder."""
    items = [Item(name, text) for name, text in asked.documents.items()]
    found = []
    with TemporaryDirectory() as folder:
        Store(folder).update(Batch(items), embedder=embedder, origin="questions")
        with Library.open(folder, embedder) as fused, Library.open(folder, None) as words:
            for query in asked.queries:
                alone = marks(_ids(words, query.ask), query.answers)
                given = {ALONE: alone[NDCG]}
                if embedder is not None:
                    given |= marks(_ids(fused, query.ask), query.answers)
                found.append(given)
    return found


def _ids(library: Library, ask: str) -> list[str]:
    return [match.item.id for match in library.search(ask, k=DEPTH)]


def retrieval(embedder: Embeds | None, asked: Questions | None = None) -> Study:
    """Make the study `retrieval`, of all written questions unless others are given."""
    asked = asked or questions()
    texts = {f"query-{number:02d}": query.ask for number, query in enumerate(asked.queries, 1)}
    given = dict(zip(texts, ranked(asked, embedder), strict=True))
    labels = {
        name: [f"{document} {grade}" for document, grade in query.answers.items()]
        for name, query in zip(texts, asked.queries, strict=True)
    }
    return Study("retrieval", "tuned", texts, given.__getitem__, labels=labels)
