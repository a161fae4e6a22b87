"""A headless Firefox, driven by WebDriver BiDi, which it speaks without a driver beside it."""

from __future__ import annotations

import base64
import io
import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import matplotlib.image
import numpy as np
import websocket

BINARY = shutil.which("firefox") or shutil.which("firefox-esr")

_OFFLINE = """
user_pref("network.dns.disabled", true);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
"""
_START_SECONDS = 60


class Firefox:
    """The browser, with those of selenium's methods that the tests' helpers call."""

    def __init__(self, profile: Path) -> None:
        (profile / "user.js").write_text(_OFFLINE, encoding="utf-8")
        self._process = subprocess.Popen(
            [
                str(BINARY),
                "--headless",
                "--no-remote",
                "--profile",
                str(profile),
                "--remote-debugging-port=0",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._said: list[dict[str, Any]] = []
        self._number = 0
        try:
            self._socket = websocket.create_connection(
                _address(profile / "WebDriverBiDiServer.json"), suppress_origin=True, timeout=60
            )
            self._ask("session.new", capabilities={})
            self._ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
            (tab,) = self._ask("browsingContext.getTree")["contexts"]
        except BaseException:
            self._process.kill()
            raise
        self._tab = tab["context"]

    def execute_script(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page; what it returns has to be JSON."""
        return self._run(
            f"(given) => JSON.stringify((function () {{{script}}}).apply(null, JSON.parse(given)))",
            arguments,
        )

    def pause(self, milliseconds: int) -> None:
        """Let the page go on for a while, as an animation needs."""
        self._run(
            "(given) => new Promise((done) => setTimeout(done, JSON.parse(given)[0]))",
            (milliseconds,),
        )

    def resize(self, width: int, height: int) -> None:
        """Give the page exactly this size, in CSS pixels."""
        self._ask(
            "browsingContext.setViewport",
            context=self._tab,
            viewport={"width": width, "height": height},
        )

    def open_page(self, path: Path, *, fragment: str = "", seconds: float = 30) -> None:
        """Open a file and wait for the page to say that it is ready."""
        self._said.clear()
        for address in ("about:blank", path.as_uri() + fragment):
            self._ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")
        self.wait_for("window.geonewsReady === true", seconds=seconds)

    def wait_for(self, condition: str, *, seconds: float = 10) -> None:
        """Wait for an expression to hold; raises TimeoutError where it does not in time."""
        end = time.monotonic() + seconds
        while not self.execute_script(f"return Boolean({condition})"):
            if time.monotonic() > end:
                raise TimeoutError(condition)
            time.sleep(0.05)

    def picture(self) -> np.ndarray:
        """Return what the page looks like: height by width by red, green and blue, 0 to 1."""
        shot = self._ask("browsingContext.captureScreenshot", context=self._tab)
        png = io.BytesIO(base64.b64decode(shot["data"]))
        return matplotlib.image.imread(png, format="png")[:, :, :3]

    def requests(self) -> list[str]:
        """Return the addresses asked for since the page was opened, as far as Firefox tells.

        It tells of no files; what lies in the page itself is left out.
        """
        asked = [
            str(event["params"]["request"]["url"])
            for event in self._said
            if event["method"] == "network.beforeRequestSent"
        ]
        return [each for each in asked if not each.startswith(("data:", "blob:", "about:"))]

    def complaints(self) -> list[str]:
        """Return the errors and warnings of the console since the page was opened."""
        return [
            str(event["params"]["text"])
            for event in self._said
            if event["method"] == "log.entryAdded" and event["params"]["level"] in ("error", "warn")
        ]

    def quit(self) -> None:
        """End the browser."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(timeout=30)

    def _run(self, function: str, arguments: tuple[Any, ...]) -> Any:
        answer = self._ask(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": self._tab},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        value = answer["result"].get("value")
        return None if value is None else json.loads(value)

    def _ask(self, method: str, **params: Any) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") != self._number:
                self._said.append(message)
            elif message["type"] == "error":
                raise RuntimeError(f"{method}: {message['message']}")
            else:
                return message["result"]


def _address(file: Path) -> str:
    """Return where the browser listens, once it has written that down."""
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        try:
            server = json.loads(file.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.05)
        else:
            return f"ws://{server['ws_host']}:{server['ws_port']}/session"
    raise TimeoutError("Firefox does not listen")
