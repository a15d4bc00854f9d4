"""OpenAI's Files and Batches endpoints on the loopback, over real HTTP, with the faults that they and networks have.

Written after the published reference and errors that users report: lines that fail go to the error file with
`error` null and the error in the body, lines that never ran have no response; a job whose lines all failed has no
output file; order is nobody's promise.
"""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from model_server import DRAFT, Reply, said

from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

Json = dict[str, Any]
EXPIRED = {"code": "batch_expired", "message": "This request could not be executed before the completion window expired."}  # fmt: skip
STATUSES = ("validating", "in_progress", "finalizing")


class BatchServer:
    """What it holds, what it was asked, and which faults come next.

    `looks` is how often a job is looked at before it has ended; `rule` answers one request. `faults` are
    (method, start of the path, "before" or "after" it took effect): the connection ends without an answer.
    """

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/v1"
        self.rule: Callable[[Json], Reply] = lambda _: said(DRAFT)
        self.looks = 1
        self.answered: int | None = None
        self.backwards = self.torn = self.doubled = self.spoilt = False
        self.token_limit = False
        self.cut_downloads = 0
        self.faults: list[tuple[str, str, str]] = []
        self.files: dict[str, bytes] = {}
        self.names: dict[str, str] = {}
        self.jobs: dict[str, Json] = {}
        self.calls: list[str] = []
        self.direct: list[Json] = []
        self.lock = threading.RLock()

    def settings(self, **values: Any) -> Settings:
        """Settings that lead here."""
        return Settings.model_validate({"model": "m", "base_url": self.url, "max_retries": 0, **values})

    @property
    def lines(self) -> list[Json]:
        """All requests of all jobs, in their order."""
        return [json.loads(line) for job in self.jobs.values() for line in job["_lines"]]

    def keep(self, data: bytes, name: str) -> Json:
        key = f"file-{len(self.names) + 1}"
        self.files[key], self.names[key] = data, name
        return {"id": key, "object": "file", "bytes": len(data), "created_at": 1, "filename": name, "purpose": "batch", "status": "processed"}  # fmt: skip

    def begin(self, asked: Json) -> Json:
        key = f"batch_{len(self.jobs) + 1}"
        data = self.files[asked["input_file_id"]]
        job: Json = {"id": key, "object": "batch", "created_at": 1, "status": "validating", "output_file_id": None, "error_file_id": None, "errors": None, **asked}  # fmt: skip
        job |= {"_lines": data.splitlines(), "_looks": 0}
        job["request_counts"] = {"total": 0, "completed": 0, "failed": 0}
        self.jobs[key] = job
        return job

    def look(self, job: Json) -> Json:
        if job["status"] in {"completed", "failed", "expired", "cancelled"}:
            return job
        job["_looks"] += 1
        if errors := self.wrong(job):
            job |= {"status": "failed", "errors": {"object": "list", "data": errors}}
        elif job["status"] == "cancelling":
            self.end(job, "cancelled")
        elif job["_looks"] > self.looks:
            self.end(job, "completed" if self.answered is None else "expired")
        else:
            job["status"] = STATUSES[min(job["_looks"], 2)]
            job["request_counts"]["total"] = len(job["_lines"])
        return job

    def wrong(self, job: Json) -> list[Json]:
        """What the validation of the input file finds."""
        if self.token_limit:
            return [{"code": "token_limit_exceeded", "line": None, "param": None, "message": "Enqueued token limit reached for m."}]  # fmt: skip
        found, names = [], set()
        for number, line in enumerate(job["_lines"], 1):
            one = json.loads(line)
            if self.spoilt or one["custom_id"] in names or len(one["custom_id"]) > 64:
                found.append({"code": "duplicate_custom_id", "line": number, "message": "The custom_id is not unique.", "param": "custom_id"})  # fmt: skip
            if one["url"] != job["endpoint"] or one["method"] != "POST" or one["body"]["model"] != "m":
                found.append({"code": "mismatched_url", "line": number, "message": "Not of this job.", "param": "url"})  # fmt: skip
            names.add(one["custom_id"])
        return found

    def end(self, job: Json, status: str) -> None:
        lines = [json.loads(line) for line in job["_lines"]]
        many = len(lines) if self.answered is None else self.answered
        many = 0 if status == "cancelled" else many
        good: list[Json] = []
        bad: list[Json] = []
        for number, one in enumerate(lines):
            about = {"id": f"batch_req_{number}", "custom_id": one["custom_id"]}
            if number >= many:
                bad += [{**about, "response": None, "error": EXPIRED}] if status == "expired" else []
                continue
            reply = self.rule(one["body"])
            response = {"status_code": reply.status, "request_id": "r", "body": json.loads(reply.body)}
            (good if reply.status == 200 else bad).append({**about, "response": response, "error": None})
        if self.doubled and good:
            twice = json.loads(json.dumps(good[0]))
            twice["response"]["body"]["choices"][0]["message"]["content"] = json.dumps({"findings": [], "strengths": []})  # fmt: skip
            good.append(twice)
        for key, out in (("output_file_id", good), ("error_file_id", bad)):
            data = b"".join(
                json.dumps(one).encode() + b"\n" for one in (out[::-1] if self.backwards else out)
            )
            if self.torn and key == "output_file_id":
                data = data[:-40]
            job[key] = self.keep(data, f"{key}.jsonl")["id"] if out else None
        job["status"] = status
        job["request_counts"] = {"total": len(lines), "completed": len(good), "failed": len(bad)}

    def answer(self, method: str, path: str, data: bytes, kind: str) -> tuple[int, Json | bytes]:
        parts = urlsplit(path)
        place = parts.path.removeprefix("/v1/").split("/")
        match [method, *place]:
            case ["POST", "files"]:
                fields = BytesParser(policy=policy.HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + data)  # fmt: skip
                got = {
                    one.get_param("name", header="content-disposition"): one for one in fields.iter_parts()
                }
                assert got["purpose"].get_payload(decode=True) == b"batch"
                sent, name = got["file"].get_payload(decode=True), got["file"].get_filename()
                assert isinstance(sent, bytes)
                assert name
                return 200, self.keep(sent, name)
            case ["POST", "batches"]:
                asked = json.loads(data)
                assert asked["completion_window"] == "24h"
                assert all(len(value) <= 512 for value in asked["metadata"].values())
                return 200, self.begin(asked)
            case ["GET", "batches"]:
                newest = list(self.jobs.values())[::-1]
                after = parse_qs(parts.query).get("after", [""])[0]
                ids = [job["id"] for job in newest]
                page = newest[ids.index(after) + 1 if after else 0 :][:2]
                more = bool(page) and page[-1] is not newest[-1]
                return 200, {"object": "list", "data": page, "has_more": more}
            case ["GET", "batches", key] if key in self.jobs:
                return 200, self.look(self.jobs[key])
            case ["POST", "batches", key, "cancel"] if key in self.jobs:
                self.jobs[key]["status"] = "cancelling"
                return 200, self.jobs[key]
            case ["GET", "files", key, "content"] if key in self.files:
                return 200, self.files[key]
            case ["DELETE", "files", key] if key in self.files:
                del self.files[key]
                return 200, {"id": key, "object": "file", "deleted": True}
            case ["POST", "chat", "completions"]:
                self.direct.append(json.loads(data))
                reply = self.rule(self.direct[-1])
                return reply.status, json.loads(reply.body)
        return 404, {
            "error": {"message": f"There is no {path}", "type": "invalid_request_error", "code": None}
        }


@contextmanager
def batch_serving() -> Generator[BatchServer]:
    """Run a server as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"] or 0))
            with state.lock:
                state.calls.append(f"{self.command} {self.path}")
                fault = next((one for one in state.faults if one[0] == self.command and self.path.startswith(one[1])), None)  # fmt: skip
                if fault:
                    state.faults.remove(fault)
                if not fault or fault[2] == "after":
                    kind = self.headers["Content-Type"] or ""
                    status, body = state.answer(self.command, self.path, data, kind)
                if fault:
                    self.close_connection = True
                    return
            sent = body if isinstance(body, bytes) else json.dumps(_shown(body)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            if isinstance(body, bytes) and state.cut_downloads:
                state.cut_downloads -= 1
                self.wfile.write(sent[: len(sent) // 2])
                self.close_connection = True
                return
            self.wfile.write(sent)

        do_GET = do_POST = do_DELETE = _serve  # noqa: N815  the base class's names

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        state = BatchServer(http.server_port)
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield state
        finally:
            http.shutdown()
            thread.join()


def _shown(body: Json) -> Json:
    """Leave the server's own notes out."""
    if "data" in body:
        return {**body, "data": [_shown(one) for one in body["data"]]}
    return {name: value for name, value in body.items() if not name.startswith("_")}
