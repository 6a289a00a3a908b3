"""Text from an OpenAI-compatible endpoint: the real client against a real server on this machine."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from castalia.engines.base import Context
from castalia.engines.text.openai_compatible import OpenAICompatible, messages
from castalia.errors import BadInput, CastaliaError, EngineFailed, Missing
from castalia.media.origin import read_provenance
from castalia.media.provenance import TRAINED, Provenance
from castalia.recipes import Text
from castalia.settings import load_settings


class Endpoint:
    """A server that speaks the protocol; `answer` says what it does with a request."""

    def __init__(self):
        self.requests, self.cut_off = [], threading.Event()
        self.pieces, self.status, self.models, self.delay = (
            ["# A Fox\n\n", "Once ", "there was ", "a fox.", "\n\nThe end."],
            200,
            ["tiny-1"],
            0.0,
        )
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def do_GET(self):
                self.reply(
                    200,
                    {
                        "object": "list",
                        "data": [{"id": m, "object": "model", "created": 0, "owned_by": "x"} for m in endpoint.models],
                    },
                )

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                endpoint.requests.append((body, self.headers["Authorization"]))
                if endpoint.status != 200:
                    self.reply(endpoint.status, {"error": {"message": "no such thing", "type": "x", "code": "x"}})
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                try:
                    for i, piece in enumerate(endpoint.pieces):
                        last = i == len(endpoint.pieces) - 1
                        choice = {"index": 0, "delta": {"content": piece}, "finish_reason": "stop" if last else None}
                        chunk = {
                            "id": "1",
                            "object": "chat.completion.chunk",
                            "created": 0,
                            "model": body["model"],
                            "choices": [choice],
                        }
                        self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
                        self.wfile.flush()
                        time.sleep(endpoint.delay)
                    self.wfile.write(b"data: [DONE]\n\n")
                except OSError:
                    endpoint.cut_off.set()

            def reply(self, status, data):
                text = json.dumps(data).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def endpoint():
    made = Endpoint()
    yield made
    made.server.shutdown()
    made.server.server_close()


def context(folder, url, **given):
    made_by = Provenance(recipe={}, engine="openai-compatible", engine_version="1", castalia="0")
    return Context(folder, made_by, load_settings(home=folder, llm_url=url, **given), open=lambda ref: folder)


def finish(run):
    steps = []
    while True:
        try:
            steps.append(next(run))
        except StopIteration as end:
            return end.value, steps


def test_it_writes_what_the_endpoint_says(tmp_path, endpoint):
    recipe = Text(prompt="a fox", form="story", tone="funny", outline=("it wakes", "it runs"), seed=7)
    result, _ = finish(OpenAICompatible().run(recipe, context(tmp_path, endpoint.url, llm_key="secret")))
    text = result.files[0].path.read_text(encoding="utf-8")
    assert text.startswith("# A Fox\n\nOnce there was a fox.\n\nThe end.\n")
    body, key = endpoint.requests[0]
    assert (body["model"], body["seed"], body["stream"], key) == ("tiny-1", 7, True, "Bearer secret")
    assert "funny" in body["messages"][0]["content"]
    assert "2. it runs" in body["messages"][0]["content"]
    assert result.report["title"] == "A Fox"
    assert result.report["paragraphs"] == 2
    made_by = read_provenance(result.files[0].path)
    assert made_by.digital_source_type == TRAINED
    assert made_by.model.id == "tiny-1"


def test_the_text_so_far_is_shown(tmp_path, endpoint):
    endpoint.pieces = [f"word{i} " for i in range(40)]
    _, steps = finish(OpenAICompatible().run(Text(prompt="words", seed=1), context(tmp_path, endpoint.url)))
    assert steps[1].message == "".join(f"word{i} " for i in range(8))
    assert [s.step for s in steps[1:5]] == [8, 16, 24, 32]


def test_the_thoughts_of_a_thinking_model_are_left_out(tmp_path, endpoint):
    endpoint.pieces = ["<think>a fox, hm", " a fox</think>", "\n\nA fox."]
    result, _ = finish(OpenAICompatible().run(Text(prompt="a fox", seed=1), context(tmp_path, endpoint.url)))
    assert result.files[0].path.read_text(encoding="utf-8").startswith("A fox.\n")


def test_closing_the_run_ends_the_request(tmp_path, endpoint):
    endpoint.pieces, endpoint.delay = ["word "] * 3000, 0.005
    run = OpenAICompatible().run(Text(prompt="words", seed=1), context(tmp_path, endpoint.url))
    next(run)
    next(run)
    run.close()
    assert endpoint.cut_off.wait(10)
    assert not list(tmp_path.glob("*.md"))


@pytest.mark.parametrize(
    ("status", "kind", "word"),
    [
        (401, BadInput, "CASTALIA_LLM_KEY"),
        (404, Missing, "CASTALIA_LLM_MODEL"),
        (429, EngineFailed, "wait"),
        (400, BadInput, "no such thing"),
        (500, EngineFailed, "500"),
    ],
)
def test_refusals_say_the_way_out(tmp_path, endpoint, status, kind, word):
    endpoint.status = status
    with pytest.raises(kind) as caught:
        finish(OpenAICompatible().run(Text(prompt="a fox", seed=1), context(tmp_path, endpoint.url)))
    assert word in str(caught.value)
    assert not list(tmp_path.glob("*.md"))


def test_an_empty_answer_is_an_error(tmp_path, endpoint):
    endpoint.pieces = ["", "  \n"]
    with pytest.raises(EngineFailed, match="answered nothing"):
        finish(OpenAICompatible().run(Text(prompt="a fox", seed=1), context(tmp_path, endpoint.url)))


def test_an_endpoint_without_models_is_an_error(tmp_path, endpoint):
    endpoint.models = []
    with pytest.raises(Missing, match="lists no models"):
        finish(OpenAICompatible().run(Text(prompt="a fox", seed=1), context(tmp_path, endpoint.url)))


def test_nobody_there(tmp_path):
    with pytest.raises(Missing, match="cannot be reached"):
        finish(
            OpenAICompatible().run(Text(prompt="a fox", seed=1, model="m"), context(tmp_path, "http://127.0.0.1:9/v1"))
        )


def test_it_is_there_only_when_an_address_is_set(tmp_path):
    engine = OpenAICompatible()
    assert not engine.availability(load_settings(home=tmp_path, llm_url="")).works
    assert engine.availability(load_settings(home=tmp_path, llm_url="http://127.0.0.1:1/v1")).works
    for url, kind in (("", Missing), ("not a url", BadInput)):
        with pytest.raises(kind):
            engine.check(Text(prompt="x"), load_settings(home=tmp_path, llm_url=url))
    assert issubclass(kind, CastaliaError)


def test_the_language_of_the_prompt_is_asked_for():
    assert "Chinese" in messages(Text(prompt="狐狸"))[0]["content"]
    assert "English" in messages(Text(prompt="狐狸", language="en"))[0]["content"]
