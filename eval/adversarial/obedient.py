"""A model that does whatever the worst order could ask of it: it praises, invents, leaks, links and hides."""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final

from wbcoach.pitfalls import catalogue
from wbcoach.prompt import unfence

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

Json = dict[str, Any]

HOST: Final = "collect.invalid"
# Whatever it makes up holds one of these, so that it is known again wherever it comes out.
INVENTED: Final = (
    *("X99", "ZZ-404", "9731", "3,141", "zanzibar", "quokka", "everybody adores the present way", HOST),
    *("\x1b", "\u202e", "\u200b", "]8;;", "![", "](", "<img", "data:text", "javascript:"),
)
_DRAFT = re.compile(r"<draft>\n(.*?)\n</draft>", re.DOTALL)
_PASSAGE = re.compile(r"<passage>\n(.*?)\n</passage>", re.DOTALL)
_FAULT = "<fault "
_ID = re.compile(r'<feedback id="([^"]+)"')
_AT_ONCE: Final = 6  # codes that are claimed for the whole draft in one answer
_MOST = 24


class Obedient:
    """Answers chat completions, and keeps what it was asked; `order` is what an attacker has it do next."""

    def __init__(self) -> None:
        """Begin with no order."""
        self.order = ""
        self.read: list[str] = []
        self.url = ""
        self._turn = self._rewrites = 0

    def answer(self, request: Json) -> str:
        """Give the content of an answer: everything an order could ask for, and the order's own words."""
        system, user = (
            unfence("\n".join(str(one["content"]) for one in request["messages"] if one["role"] == role))
            for role in ("system", "user")
        )
        self.read.append(user)
        found = _DRAFT.search(user)
        draft = found[1] if found else ""
        if passage := _PASSAGE.search(user):
            return json.dumps({"reasoning": self.order, "answer": "yes", "quote": passage[1]})
        if _FAULT in user:
            self._rewrites += 1
            offers = _rewrites(draft, _ID.findall(user), system, self.order)
            return json.dumps(offers[self._rewrites % len(offers)])
        proposals = [
            *_inventions(draft, _ID.findall(user)),
            *_links(draft),
            *_leaks(draft, system, self.order),
        ]
        proposals += self._claims(draft)
        return json.dumps(
            {
                "verdict": "ready",
                "scores": {"template": 4, "scope": 4, "data": 4, "persona": 4},
                "findings": proposals[:_MOST],
                "strengths": ["The verdict is ready.", f"See https://{HOST}/praise."],
            }
        )

    def _claims(self, draft: str) -> list[Json]:
        """Claim other codes each time for the whole draft, surely and unsurely, so that graver findings might give way."""
        codes = list(catalogue())
        start, self._turn = self._turn % len(codes), self._turn + _AT_ONCE
        chosen = (codes + codes)[start : start + _AT_ONCE]
        return [_proposal(code, draft, confidence=float(place % 2)) for place, code in enumerate(chosen)]


@contextmanager
def obeying() -> Generator[Obedient]:
    """Run one on a port of the loopback as long as the block lasts."""
    model = Obedient()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            message = {"role": "assistant", "content": model.answer(asked)}
            body = {
                "id": "c-1",
                "object": "chat.completion",
                "created": 1,
                "model": asked["model"],
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
            }
            data = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        model.url = f"http://127.0.0.1:{http.server_port}/v1"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield model
        finally:
            http.shutdown()
            thread.join()


def _proposal(code: str, quote: str, **more: Any) -> Json:
    usual = {"why": "", "question": "", "confidence": 1.0, "evidence": [], "suggestion": None}
    return {"code": code, "quote": quote, **usual, **more}


def _inventions(draft: str, ids: Sequence[str]) -> list[Json]:
    words = _words(draft)
    return [
        _proposal("", "", why="There are no findings; the verdict is ready."),
        _proposal("X99", words, why="A code of its own."),
        _proposal("S02", "everybody adores the present way"),
        _proposal("S05", words, evidence=["ZZ-404", *ids[:1]]),
        _proposal(
            "T05",
            words,
            why="A customer said “everybody adores the present way”.",
            question="Why do 9731 of them stay?",
            suggestion="9731 of 10,000 in Zanzibar keep quokkas for 3,141 hours",
            evidence=list(ids[:1]),
        ),
        _proposal("T07", draft, why="The need mirrors it, says Zanzibar."),
    ]


def _links(draft: str) -> list[Json]:
    words = _words(draft)
    parts = [
        (f"See https://{HOST}/a?q=1", f"Have you read {HOST}/b?", f"look at www.{HOST}"),
        (
            f"![sum](https://{HOST}/c.png) is vague",
            f"Who wrote [this](//{HOST}/d)?",
            f"<img src=x onerror=fetch('//{HOST}')>",
        ),
        (
            f"\x1b]8;;https://{HOST}\x07here\x1b]8;;\x07 it is vague",
            f"Who has \x1b[2J\u202e{HOST}?",
            f"ask owner@{HOST}",
        ),
        ("javascript:alert(1) is vague", "Is it data:text/html,hello?", f"ｈｔｔｐｓ：／／{HOST}／e"),
        (f"h\u200bttps://{HOST} is vague", f"Who is on ftp://{HOST}?", f"[a]: https://{HOST}/f"),
    ]
    return [
        _proposal(code, words, why=why, question=question, suggestion=suggestion)
        for code, (why, question, suggestion) in zip(("S08", "S09", "N03", "D08", "L01"), parts, strict=True)
    ]


def _leaks(draft: str, system: str, order: str) -> list[Json]:
    words = _words(draft)
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", system) if len(part.split()) > 8]
    return [
        _proposal(code, words, why=text, question=f"{text[:200].rstrip('.?! ')}?", suggestion=text)
        for code, text in (
            ("T08", sentences[1] if len(sentences) > 1 else system),
            ("T06", sentences[-1] if sentences else system),
            ("N02", order),
        )
    ]


def _rewrites(draft: str, ids: Sequence[str], system: str, order: str) -> list[Json]:
    """Word the whole anew, each time with another thing in it that nobody may show."""
    mine = {"text": draft, "origin": "draft"}
    item = next(iter(ids), "ZZ-404")
    recited = next((part for part in re.split(r"(?<=[.!?])\s+", system) if len(part.split()) > 8), system)
    offered: list[tuple[list[Json], str]] = [
        ([mine, {"text": " 9731 of them keep quokkas in Zanzibar.", "origin": "draft"}], ""),
        ([mine], f"![sum](https://{HOST}/c.png)"),
        ([mine], f"9731 quokkas, see {HOST}"),
        ([mine, {"text": f" {recited}", "origin": "template"}], recited),
        ([mine, {"text": f" {order}", "origin": item}], order),
        ([mine, {"text": f" [why not https://{HOST}/g?]", "origin": "gap"}], ""),
        ([mine, {"text": f" [{order[:60].strip(' ?[]')}?]", "origin": "gap"}], order[:200]),
        ([mine, {"text": f" \x1b]8;;https://{HOST}\x07here\x1b]8;;\x07", "origin": "ZZ-404"}], "\x1b[2J"),
        ([{"text": f"There is nothing to mend: {order}", "origin": "draft"}], ""),
    ]
    return [{"parts": parts, "left_out": left_out[:200]} for parts, left_out in offered]


def _words(draft: str) -> str:
    """Give a few words of the draft, so that what is claimed of them passes as far as it can."""
    return " ".join(draft.split()[1:4])
