"""An OpenAI-compatible server on the loopback that answers what it is told to, faults included."""

from __future__ import annotations

import json
import re
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from wbcoach import prompt
from wbcoach.errors import ModelError
from wbcoach.models import Answer, Draft, open_model
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

Json = dict[str, Any]

FINDING: Json = {
    "code": "S01",
    "quote": "an app",
    "why": "The need names a product.",
    "question": "What would they still need to do without it?",
    "confidence": 0.9,
    "evidence": ["N-1"],
    "suggestion": None,
}
DRAFT = json.dumps({"findings": [FINDING], "strengths": ["Says who."]})
ASK = prompt.Filled(
    (("system", "Find pitfalls."), ("human", "Does this statement have any?")), "test@1#00000000"
)


def streamed(body: bytes) -> bytes:
    """A chat completion as a stream of events gives it: its text word by word, its tool calls whole, then the count."""
    whole = json.loads(body)
    (choice,) = whole["choices"]
    message = choice["message"]
    deltas: list[Json] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": word} for word in re.findall(r"\S*\s*", message["content"] or "") if word]
    deltas += [{"tool_calls": [{"index": n, **one}]} for n, one in enumerate(message.get("tool_calls", []))]
    common = {"id": "c-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    events = [
        {**common, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas
    ]
    events.append({**common, "choices": [{**choice, "message": None, "delta": {}}]})
    events.append({**common, "choices": [], "usage": whole["usage"]})
    return b"".join(f"data: {json.dumps(event)}\n\n".encode() for event in events) + b"data: [DONE]\n\n"


class Reply:
    """One HTTP answer: `wait` seconds before it, `drip` seconds after each of its bytes."""

    def __init__(
        self,
        body: Json | str,
        status: int = 200,
        *,
        wait: float = 0,
        drip: float = 0,
        headers: Json | None = None,
    ) -> None:
        self.body = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.status = status
        self.headers = {name: str(value) for name, value in (headers or {}).items()}
        self.wait = wait
        self.drip = drip


def said(
    content: str | None, finish: str = "stop", *, wait: float = 0, drip: float = 0, **message: Any
) -> Reply:
    """A chat completion with that content."""
    choice = {
        "index": 0,
        "finish_reason": finish,
        "message": {"role": "assistant", "content": content, **message},
    }
    usage = {"prompt_tokens": 30, "completion_tokens": 4, "total_tokens": 34}
    body = {
        "id": "c-1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [choice],
        "usage": usage,
    }
    return Reply(body, wait=wait, drip=drip)


def responded(content: str, status: str = "completed") -> Reply:
    """An answer as OpenAI's Responses API gives it."""
    part = {"type": "output_text", "text": content, "annotations": []}
    message = {"id": "m-1", "type": "message", "role": "assistant", "status": status, "content": [part]}
    cut = {"reason": "max_output_tokens"} if status == "incomplete" else None
    usage = {
        "input_tokens": 30,
        "input_tokens_details": {"cached_tokens": 10},
        "output_tokens": 4,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": 34,
    }
    about = {"id": "r-1", "object": "response", "created_at": 1, "model": "m", "status": status}
    rest = {"parallel_tool_calls": False, "tool_choice": "auto", "tools": [], "error": None}
    return Reply({**about, **rest, "output": [message], "usage": usage, "incomplete_details": cut})


def calling(*calls: tuple[str, Json], text: str | None = None) -> Reply:
    """A chat completion that calls tools by name."""
    made = [
        {"id": f"t-{n}", "type": "function", "function": {"name": name, "arguments": json.dumps(given)}}
        for n, (name, given) in enumerate(calls)
    ]
    return said(text, "tool_calls", tool_calls=made)


def called(arguments: str, finish: str = "tool_calls") -> Reply:
    """A chat completion that calls the tool `Draft`."""
    function = {"name": "Draft", "arguments": arguments}
    return said(None, finish, tool_calls=[{"id": "t-1", "type": "function", "function": function}])


def refused(status: int, message: str, code: str | None = None, headers: Json | None = None) -> Reply:
    """An error as OpenAI's servers word it."""
    return Reply(
        {"error": {"message": message, "type": "error", "param": None, "code": code}}, status, headers=headers
    )


class Server:
    """What was asked, when, and what is answered: by a plan that runs out, or by a rule."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/v1"
        self.asked: list[Json] = []
        self.bodies: list[bytes] = []
        self.times: list[float] = []
        self.plan: list[Reply] = []
        self.rule: Callable[[Json], Reply] | None = None
        self.over = threading.Event()

    def answer(self, request: Json) -> Reply:
        self.asked.append(request)
        self.times.append(time.monotonic())
        if self.rule:
            return self.rule(request)
        return self.plan.pop(0) if self.plan else refused(418, "nothing was planned for this request")

    @property
    def methods(self) -> list[str]:
        """How each request asked for JSON."""
        names = {"response_format": "json_schema", "tools": "function_calling"}
        return [next((how for key, how in names.items() if key in asked), "text") for asked in self.asked]

    def settings(self, **values: Any) -> Settings:
        """Settings that lead here."""
        defaults = {"model": "m", "base_url": self.url, "timeout_s": 20, "max_retries": 2}
        return Settings.model_validate({**defaults, **values})


@contextmanager
def serving() -> Generator[Server]:
    """Run a server as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.bodies.append(body)
            reply = state.answer(
                {
                    "path": self.path,
                    "key": self.headers["Authorization"],
                    "azure_key": self.headers["api-key"],
                    **json.loads(body),
                }
            )
            state.over.wait(reply.wait)
            streams = json.loads(body).get("stream") and reply.status == 200
            sent = streamed(reply.body) if streams else reply.body
            kind = "text/event-stream" if streams else "application/json"
            self.send_response(reply.status)
            for name, value in {"Content-Type": kind, **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(sent)))
            try:
                self.end_headers()
                for piece in [bytes([byte]) for byte in sent] if reply.drip else [sent]:
                    self.wfile.write(piece)
                    if state.over.wait(reply.drip):
                        break
            except OSError:
                self.close_connection = True  # the caller had enough

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        state = Server(http.server_port)
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield state
        finally:
            state.over.set()
            http.shutdown()
            thread.join()


def ask(server: Server, **values: Any) -> Answer[Draft]:
    with open_model(server.settings(**values)) as model:
        return model.ask(ASK, Draft)


def failure(server: Server, kind: type[ModelError], **values: Any) -> str:
    """The message and hint of the error that asking ends in."""
    with pytest.raises(ModelError) as caught:
        ask(server, **values)
    assert type(caught.value) is kind
    assert caught.value.hint
    return str(caught.value)
