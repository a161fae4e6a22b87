"""The optional recogniser: reading labels, and a tiny model made here, through and through."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.errors import MissingExtraError, UsageError
from geonews.model import Document, Toponym, Use
from geonews.pipeline import Pipeline
from geonews.text import words
from geonews.toponyms import neural
from geonews.toponyms.neural import NeuralRecognizer
from tests.samples import ON_A_BUSY_MACHINE
from tests.toponyms import tiny_model

WANTED = 'pip install "geonews[neural]" runs these'


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("torch", reason=WANTED)
    pytest.importorskip("transformers", reason=WANTED)
    return tiny_model.save(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def recognizer(saved: Path) -> NeuralRecognizer:
    return NeuralRecognizer(saved)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Cut the network off; return what is asked of it."""
    asked: list[object] = []

    def refuse(*arguments: object, **options: object) -> None:
        asked.append(arguments)
        raise OSError("there is no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return asked


def surfaces(found: tuple[Toponym, ...]) -> list[str]:
    return [toponym.surface for toponym in found]


def assert_sound(text: str, found: tuple[Toponym, ...]) -> None:
    for toponym in found:
        assert text[toponym.span.start : toponym.span.end] == toponym.surface != ""
        assert 0 <= toponym.confidence <= 1
    for first, second in pairwise(found):
        assert first.span.end <= second.span.start


# Reading labels; no model.


@pytest.mark.parametrize(
    ("labels", "runs"),
    [
        (["O", "B-LOC", "I-LOC", "O", "B-LOC"], [(1, 3), (4, 5)]),  # BIO
        (["B-LOC", "B-LOC", "I-LOC"], [(0, 1), (1, 3)]),
        (["I-LOC", "I-LOC", "B-LOC", "O"], [(0, 2), (2, 3)]),  # IOB1
        (["S-LOC", "B-LOC", "I-LOC", "E-LOC", "I-LOC"], [(0, 1), (1, 4), (4, 5)]),  # IOBES
        (["U-LOC", "B-LOC", "L-LOC", "O", "U-LOC"], [(0, 1), (1, 3), (4, 5)]),  # BILOU
        (["LOC", "LOC", "O", "GPE", "LOC"], [(0, 2), (3, 4), (4, 5)]),  # no scheme
        (["b_loc", "i_loc", "o", "b-person", "i-loc"], [(0, 2), (4, 5)]),
    ],
)
def test_labels_of_every_scheme_make_the_same_runs(
    labels: list[str], runs: list[tuple[int, int]]
) -> None:
    tags = [neural._tag(label, 0.9) for label in labels]
    kept = [tag if tag.kind in neural.PLACE_LABELS else None for tag in tags]
    sequence = words(" ".join("باكو" for _ in labels))
    assert list(neural._runs(sequence, kept)) == runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("البحر الأحمر", [(0, 2)]),
        ("البحر  الأحمر", [(0, 2)]),
        ("بورت-سعيد", [(0, 2)]),
        ("دمشق، حلب", [(0, 1), (1, 2)]),
        ("دمشق\nحلب", [(0, 1), (1, 2)]),
        ("دمشق (حلب", [(0, 1), (1, 2)]),
    ],
)
def test_name_runs_over_spaces_and_hyphens_only(text: str, runs: list[tuple[int, int]]) -> None:
    tags = [neural._Tag("B", "LOC", 1.0), neural._Tag("I", "LOC", 1.0)]
    assert list(neural._runs(words(text), tags)) == runs


def test_first_token_that_touches_a_word_is_its_own() -> None:
    sequence = words("في باكو، أمس")
    tokens = [
        neural._Token(0, 2, 0, 1.0),
        neural._Token(2, 2, 9, 1.0),  # a mark of no width
        neural._Token(2, 5, 1, 1.0),  # with the space before it, as some tokenizers have it
        neural._Token(5, 7, 2, 1.0),
        neural._Token(7, 8, 3, 1.0),
    ]
    found = list(neural._first_tokens(sequence, tokens))
    assert [token and token.label for token in found] == [0, 1, None]


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (None, "m' has no label for places that is known; it has ORG, PER"),
        (["LOC"], "label 'LOC' is none of the model's: m has ORG, PER"),
    ],
)
def test_labels_without_places_are_told(labels: list[str] | None, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        neural._places("m", {"O", "PER", "ORG"}, labels)


@pytest.mark.parametrize("library", ["torch", "transformers"])
def test_missing_library_names_the_extra(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", sys)  # whatever is installed
    monkeypatch.setitem(sys.modules, "transformers", sys)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match=rf'{library}.*pip install "geonews\[neural\]"'):
        NeuralRecognizer("owner/model")


def test_nothing_heavy_is_imported_before_a_recogniser_is_made() -> None:
    code = (
        "import sys, geonews.cli, geonews.pipeline, geonews.toponyms.neural; "
        "print([m for m in ('torch', 'transformers', 'huggingface_hub') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# The tiny model.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوزير إلى باكو.", ["باكو"]),
        ("وصل أحمد من دمشق وبيروت إلى البحر الأحمر.", ["دمشق", "بيروت", "البحر الأحمر"]),
        ("وصل الوزير للقاهرة", ["لقاهرة"]),  # the alif of the article is not written
        ("وصل الوزير بالقاهرة", ["القاهرة"]),
        ("وصل الوزير إلى بورسعيد", ["بورسعيد"]),  # whose first letter is no proclitic
        ("الوزير بدمشق", ["دمشق"]),  # the first of two tokens decides
        ("وصل من باكو ومدينة حلب.", ["باكو", "حلب"]),  # without the generic noun
        ("وصل إلى الزعترية", ["الزعترية"]),  # no name of the gazetteer's
        ("البحر، الأحمر", ["البحر", "الأحمر"]),
        ("وصل الوزير", []),
        ("", []),
        (" .\u200f ", []),
    ],
)
def test_words_that_the_model_labels_become_toponyms(
    recognizer: NeuralRecognizer, text: str, expected: list[str]
) -> None:
    found = recognizer(text)
    assert surfaces(found) == expected
    assert_sound(text, found)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("وصل إلى \u200fباكو\u200e.", "باكو"),
        ("وصل إلى \u2067باكو\u2069", "باكو"),
        ("\U0001f30d\U0001f1e6\U0001f1ff وصل إلى باكو", "باكو"),  # outside the basic plane
        ("وصل إلى القُدْس.", "القُدْس"),
        ("\ud83c وصل إلى باكو", "باكو"),  # a lone surrogate
        ("\ufeffوصل\r\n\r\nإلى\u00a0باكو", "باكو"),
        ("الوزير بِدمشق", "دمشق"),
    ],
)
def test_offsets_count_code_points_of_the_untouched_text(
    recognizer: NeuralRecognizer, text: str, surface: str
) -> None:
    found = recognizer(text)
    assert surfaces(found) == [surface]
    assert_sound(text, found)


PIECES = [*tiny_model.WORDS, " ", " ", " ", "\n", "\u200f", "\u064f", "ـ", "\U0001f30d", "\ud800"]


@ON_A_BUSY_MACHINE
@given(text=st.lists(st.sampled_from(PIECES), max_size=120).map("".join))
def test_any_text_has_sound_spans(recognizer: NeuralRecognizer, text: str) -> None:
    assert_sound(text, recognizer(text))


def test_use_and_class_are_told_by_the_rules(recognizer: NeuralRecognizer) -> None:
    (accuser,) = recognizer("اتهمت موسكو الوزير")
    (town,) = recognizer("وصل إلى مدينة دمشق")
    (unknown,) = recognizer("وصل إلى الزعترية")
    assert (accuser.use, accuser.asked_class) == (Use.METONYM, "")
    assert (town.use, town.asked_class) == (Use.LITERAL, "P")
    assert unknown.use is Use.LITERAL


def test_confidence_is_the_model_s_and_the_reason_names_it(
    recognizer: NeuralRecognizer, tmp_path: Path
) -> None:
    unsure = NeuralRecognizer(tiny_model.save(tmp_path / "unsure", certainty=0.5))
    (sure_name,), (name,) = recognizer("في باكو"), unsure("في باكو")
    assert name.confidence < 0.7 < 0.99 < sure_name.confidence
    assert name.reasons[0] == f"unsure labels it LOC ({name.confidence:.2f})"


def test_plain_labels_are_parted_at_an_and_that_the_gazetteer_sees(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason=WANTED)
    plain = {word: label.removeprefix("B-").removeprefix("I-") for word, label in
             tiny_model.WORDS.items()}  # fmt: skip
    folder = tiny_model.save(tmp_path / "plain", plain, ("O", "LOC", "PER"))
    assert surfaces(NeuralRecognizer(folder)("من دمشق وبيروت إلى البحر الأحمر")) == [
        "دمشق",
        "بيروت",
        "البحر الأحمر",
    ]


def test_labels_asked_for_are_those_taken(saved: Path) -> None:
    people = NeuralRecognizer(saved, labels=["b-per"])
    assert surfaces(people("وصل أحمد إلى باكو")) == ["أحمد"]


@pytest.mark.parametrize("length", [1, 29, 30, 31, 32, 33, 60, 500])
def test_long_text_is_read_whole_in_windows(recognizer: NeuralRecognizer, length: int) -> None:
    text = " ".join(["وصل"] * length + ["باكو"]) + " ."
    assert surfaces(recognizer(text)) == ["باكو"]
    text = " ".join(["باكو"] * length)
    found = recognizer(text)
    assert surfaces(found) == ["باكو"] * length
    assert_sound(text, found)


@pytest.mark.parametrize("batch", [1, 3, 100])
def test_window_that_shows_most_about_a_word_decides(tmp_path: Path, batch: int) -> None:
    pytest.importorskip("torch", reason=WANTED)
    # Blind at the three tokens of each edge; the window's marks stand at 0 and 19.
    folder = tiny_model.save(tmp_path / "blind", blind=(1, 2, 3, 16, 17, 18))
    recognizer = NeuralRecognizer(folder, window=20, overlap=9, batch=batch)
    text = " ".join(["باكو"] * 300)
    found = recognizer(text)
    # Of the beginning of the text there is no other window.
    assert [toponym.span.start for toponym in found] == list(range(3 * 5, 300 * 5, 5))
    assert_sound(text, found)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"window": 2}, "window 2"),
        ({"window": 10, "overlap": 8}, "overlap 8: give 0 to 7"),
        ({"overlap": -1}, "overlap -1"),
        ({"device": "abacus"}, "device 'abacus' cannot be used"),
        ({"labels": ["GPE"]}, "label 'GPE' is none of the model's: tiny has LOC, PER"),
    ],
)
def test_options_that_cannot_be_used_are_told(
    saved: Path, options: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        NeuralRecognizer(saved, **options)


def test_version_tells_models_apart_and_not_folders(saved: Path, tmp_path: Path) -> None:
    first = NeuralRecognizer(saved).version
    assert first == NeuralRecognizer(tiny_model.save(tmp_path / "tiny")).version
    assert first.startswith("1 tiny ")
    others = [
        NeuralRecognizer(tiny_model.save(tmp_path / "other" / "tiny", certainty=7.0)),
        NeuralRecognizer(saved, labels=["PER"]),
        NeuralRecognizer(saved, window=20),
    ]
    assert len({first, *(other.version for other in others)}) == 4


def test_pipeline_takes_it_and_records_it(recognizer: NeuralRecognizer) -> None:
    packaged = Pipeline.packaged()
    pipeline = Pipeline(
        recognizer=recognizer,
        resolver=packaged.resolver,
        atlas=packaged.atlas,
        gazetteer=packaged.gazetteer,
    )
    analysis = pipeline.analyze(Document(id="1", text="وصل الوزير للقاهرة ومدينة حلب."))
    assert [m.place and m.place.name_en for m in analysis.mentions] == ["Cairo", "Aleppo"]
    assert pipeline.versions["recognizer"] == f"neural {recognizer.version}"


# What is no model, and what is not on disk.


def test_folder_is_loaded_without_the_network(saved: Path, asked: list[object]) -> None:
    for allow_download in (False, True):
        recognizer = NeuralRecognizer(saved, allow_download=allow_download)
        assert surfaces(recognizer("في باكو")) == ["باكو"]
    assert asked == []


@pytest.mark.parametrize("name", ["owner/no-such-model", "no-such-model"])
def test_name_that_is_not_on_disk_is_not_fetched(
    saved: Path, asked: list[object], name: str
) -> None:
    with pytest.raises(UsageError, match=f"'{name}' is no folder.*--allow-download"):
        NeuralRecognizer(name)
    assert asked == []


def test_download_that_is_allowed_is_tried(
    saved: Path, asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda *_: None)  # between its tries
    with pytest.raises(UsageError, match="'owner/no-such-model' cannot be loaded") as told:
        NeuralRecognizer("owner/no-such-model", allow_download=True)
    assert asked
    assert "\n" not in str(told.value)


def test_name_downloaded_before_is_found_without_the_network(
    saved: Path, tmp_path: Path, asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub.constants

    commit = "0123456789abcdef0123456789abcdef01234567"
    stored = tmp_path / "models--owner--tiny"
    (stored / "refs").mkdir(parents=True)
    (stored / "refs" / "main").write_text(commit)
    (stored / "snapshots").mkdir()
    (stored / "snapshots" / commit).symlink_to(saved)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    recognizer = NeuralRecognizer("owner/tiny")
    assert recognizer.version.startswith(f"1 owner/tiny {commit} ")
    assert recognizer("في باكو")[0].reasons[0].startswith("owner/tiny labels it LOC")
    with pytest.raises(UsageError, match="not downloaded before"):
        NeuralRecognizer("owner/tiny", revision="other")
    assert asked == []


def test_folder_that_is_no_model_is_told(saved: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no config\.json"):
        NeuralRecognizer(tmp_path)
    with pytest.raises(UsageError, match="is no folder"):
        NeuralRecognizer(tmp_path / "missing")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("config.json", "{"),
        ("config.json", '{"model_type": "unheard-of"}'),
        ("model.safetensors", "no weights"),
        ("tokenizer.json", "{}"),
    ],
)
def test_damaged_model_is_told_on_one_line(
    saved: Path, tmp_path: Path, name: str, content: str
) -> None:
    folder = tiny_model.save(tmp_path / "damaged")
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="'damaged' cannot be loaded") as told:
        NeuralRecognizer(folder)
    assert "\n" not in str(told.value)


def test_model_without_weights_is_told(saved: Path, tmp_path: Path) -> None:
    folder = tiny_model.save(tmp_path / "hollow")
    (folder / "model.safetensors").unlink()
    with pytest.raises(UsageError, match="'hollow' cannot be loaded"):
        NeuralRecognizer(folder)


def test_model_that_was_not_trained_to_label_is_told(saved: Path, tmp_path: Path) -> None:
    folder = tiny_model.save(tmp_path / "bare", head=False)
    config = json.loads((folder / "config.json").read_text())
    assert config["architectures"] == ["BertModel"]
    with pytest.raises(UsageError, match="'bare' was not trained to label tokens"):
        NeuralRecognizer(folder)


def test_code_that_comes_with_a_model_is_not_run(saved: Path, tmp_path: Path) -> None:
    folder = tiny_model.save(tmp_path / "coded")
    config = json.loads((folder / "config.json").read_text())
    config |= {
        "model_type": "its-own",
        "auto_map": {
            "AutoConfig": "its_own.Config",
            "AutoModelForTokenClassification": "its_own.Model",
        },
    }
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "its_own.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(UsageError, match="'coded' cannot be loaded"):
        NeuralRecognizer(folder)
    assert not (tmp_path / "ran").exists()
