"""What a shell does to a command: pipes, terminals, locales, devices, interrupts."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="speaks of POSIX shells")

GOOD = "وصل الوزير إلى باكو."  # the minister arrived in Baku
LINE = json.dumps({"text": GOOD}) + "\n"


def test_reader_that_leaves_early_is_no_failure(start, tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text(LINE * 2000, encoding="utf-8")
    with start("analyze", path, "--quiet") as process:
        assert process.stdout.readline().startswith(b'{"id"')
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_reader_that_leaves_before_the_last_flush_is_no_failure(start):
    reading, writing = os.pipe()
    os.close(reading)
    with start("lookup", "باكو", stdout=writing) as process:
        os.close(writing)
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_dash_reads_standard_input(start):
    process = start("analyze", "-", "--quiet", stdin=subprocess.PIPE)
    out, err = process.communicate(GOOD.encode())
    assert (process.returncode, err) == (0, b"")
    assert json.loads(out)["mentions"][0]["name_en"] == "Baku"


def test_empty_standard_input_is_a_failed_input(start):
    process = start("analyze", "-", "--quiet")
    out, err = process.communicate()
    assert (process.returncode, out) == (1, b"")
    assert len(err.splitlines()) == 1


def test_arabic_comes_out_whole_in_a_locale_without_it(start, tmp_path):
    (tmp_path / "مقال.txt").write_text(GOOD, encoding="utf-8")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    process = start("explain", "مقال.txt", "غائب.txt", env=plain)
    out, err = process.communicate()
    assert process.returncode == 1
    assert "«باكو»" in out.decode("utf-8")
    assert "geonews: غائب.txt: does not exist" in err.decode("utf-8")


def test_arabic_is_understood_in_a_locale_without_it(start):
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    process = start("lookup", "باكو", "--format", "json", env=plain)
    out, _ = process.communicate()
    record = json.loads(out)
    assert (record["name"], record["places"][0]["name_en"]) == ("باكو", "Baku")


def test_interrupt_ends_quietly(start, tmp_path):
    target = tmp_path / "analyses.jsonl"
    # A shell's background jobs ignore interrupts, and so would what they start.
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = start("analyze", "-", "-o", target, stdin=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, former)
    process.stdin.write(LINE.encode() * 100)
    process.stdin.flush()
    for _ in range(600):  # until it has begun
        if list(tmp_path.glob(".analyses*")):
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert err == b"geonews: interrupted\n"
    # A shell shows 130 for both: CPython ends by the signal itself, however well it was handled,
    # where it came while a string was executed (a dataclass being made on import).
    assert process.returncode in (130, -signal.SIGINT)
    assert list(tmp_path.iterdir()) == []


def test_full_disk_costs_one_line(start):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("the system has no /dev/full")
    with full.open("wb") as device, start("lookup", "باكو", stdout=device) as process:
        err = process.stderr.read().decode()
    assert process.returncode == 1
    assert err.startswith("geonews: No space left on device")
    assert len(err.splitlines()) == 1


def test_pipe_given_as_output_stays_a_pipe(start, articles, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with start("analyze", articles, "-o", pipe, "--quiet") as process:
        assert len(pipe.read_text(encoding="utf-8").splitlines()) == 11
    assert process.returncode == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_link_given_as_output_stays_a_link(run, articles, tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("former", encoding="utf-8")
    target.chmod(0o600)
    link.symlink_to(target)
    assert run("analyze", articles, "-o", link).code == 0
    assert link.is_symlink()
    assert len(target.read_text(encoding="utf-8").splitlines()) == 11
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def _on_a_terminal(start, *arguments: object) -> tuple[int, str, str]:
    """Run a command whose standard error alone is a terminal."""
    import pty

    master, slave = pty.openpty()
    env = {"TERM": "xterm", "COLUMNS": "120", "NO_COLOR": "1"}
    process = start(*arguments, stderr=slave, env=env)
    os.close(slave)
    shown = bytearray()
    with process.stdout:
        out = process.stdout.read()
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(master)
    return process.wait(), out.decode(), shown.decode()


def _without_escapes(shown: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)


@pytest.mark.parametrize("command", ["analyze", "explain"])
def test_bar_on_a_terminal_counts_files_and_leaves_results_alone(start, tmp_path, command):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(GOOD, encoding="utf-8")
    code, out, shown = _on_a_terminal(start, command, tmp_path)
    assert code == 0
    assert re.search(r"\d/3 files, \d documents", _without_escapes(shown))
    assert "geonews: 3 documents, 3 events" in shown
    assert out.count("باكو") >= 3
    assert "\x1b" not in out
    assert "reading" not in out


def test_failure_beside_the_bar_is_still_one_line(start, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\x00" * 8)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    code, _, shown = _on_a_terminal(start, "ingest", tmp_path, "--store", "new.gpkg")
    assert code == 1
    assert "bad.txt: has NUL bytes" in _without_escapes(shown)


def test_quiet_shows_no_bar(start, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    code, _, shown = _on_a_terminal(start, "analyze", tmp_path, "--quiet")
    assert (code, shown) == (0, "")
