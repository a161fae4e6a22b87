"""A gazetteer that is one file: opened, told from other files, and told from other gazetteers."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from geonews.errors import DataError
from geonews.gazetteer import Gazetteer, NameIndex
from geonews.gazetteer.database import APPLICATION_ID
from geonews.gazetteer.imports import import_gazetteer
from geonews.model import Document
from geonews.pipeline import Pipeline
from geonews.resources import DATA_FORMAT, data_path
from tests.importing import BAKU, VILLAGE, place_line, write


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    source = write(folder / "AZ.txt", map(place_line, [BAKU, VILLAGE]))
    import_gazetteer([source], folder / "made.gaz", empty=True)
    return folder / "made.gaz"


@pytest.fixture
def copy(made, tmp_path) -> Path:
    path = tmp_path / "copy.gaz"
    path.write_bytes(made.read_bytes())
    return path


def test_file_answers_as_the_packaged_gazetteer_does(made):
    gazetteer = Gazetteer.open(made)
    assert [c.place.id for c in gazetteer.lookup("باكو")] == ["geonames:587084"]
    assert gazetteer.lookup("geonames:587084")[0].place.name_en == "Baku"
    assert gazetteer.suggestions("Bakuu")[0] == "Baku"
    assert gazetteer.names.lengths(["باكو", "عاصمه"]) == [1]
    assert gazetteer.capitals["AZ"].name_en == "Baku"
    assert gazetteer.countries == {}
    assert gazetteer.demonym("روسي") == ""
    assert gazetteer.area("geonames:587084") is None
    assert gazetteer.path == made


def test_pipeline_reads_with_it(made):
    pipeline = Pipeline.of(Gazetteer.open(str(made)))
    # The minister arrived in Baku from Moscow, which this gazetteer lacks.
    document = Document(id="1", text="وصل الوزير إلى باكو من موسكو.")
    placed = [m.place.name_en for m in pipeline.mentions(document) if m.place]
    assert placed == ["Baku"]


def test_version_tells_what_it_was_made_from(made, tmp_path):
    other = write(tmp_path / "AZ.txt", [place_line(BAKU, name="Other")])
    import_gazetteer([other], tmp_path / "other.gaz", empty=True)
    versions = {Gazetteer.open(path).version for path in (made, made, tmp_path / "other.gaz")}
    assert len(versions) == 2
    assert Gazetteer.packaged().version not in versions
    pipeline = Pipeline.of(Gazetteer.open(made))
    assert pipeline.versions["gazetteer"] in versions
    assert Pipeline.packaged().versions["gazetteer"] == Gazetteer.packaged().version


def test_threads_share_it(made):
    gazetteer = Gazetteer.open(made)
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(gazetteer.place("geonames:587084").name_en))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Baku"] * 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no gazetteer"),
        (b"PK\x03\x04", "is no gazetteer"),
        (b"SQLite format 3\0", "is no gazetteer"),
        (b"SQLite format 3\0" + bytes(200), "a database of another kind"),
    ],
)
def test_file_of_another_kind_is_refused_in_one_line(tmp_path, content, said):
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(DataError, match=said) as caught:
        Gazetteer.open(path)
    assert "geonews gazetteer import" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_event_store_is_no_gazetteer(tmp_path):
    path = tmp_path / "events.gpkg"
    data = sqlite3.connect(path)
    data.execute("PRAGMA application_id = 1196444487")  # GPKG
    data.execute("CREATE TABLE place (x)")
    data.close()
    with pytest.raises(DataError, match="another kind"):
        Gazetteer.open(path)


@pytest.mark.parametrize("name", ["none.gaz", "."])
def test_missing_file_is_named(tmp_path, name):
    with pytest.raises(DataError, match="cannot be read"):
        Gazetteer.open(tmp_path / name)


def test_other_layout_is_refused(copy):
    data = sqlite3.connect(copy)
    data.execute(f"PRAGMA user_version = {DATA_FORMAT + 1}")
    data.close()
    with pytest.raises(DataError, match=f"has layout {DATA_FORMAT + 1}, this geonews reads"):
        Gazetteer.open(copy)


def test_damage_further_on_is_a_data_error(copy):
    content = bytearray(copy.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    copy.write_bytes(content)
    gazetteer = Gazetteer.open(copy)
    with pytest.raises(DataError, match="import its sources again"):
        gazetteer.lookup("باكو")
    with pytest.raises(DataError, match="import its sources again"):
        _ = "باكو" in gazetteer.names


def test_missing_index_is_a_data_error(copy):
    data = sqlite3.connect(copy)
    data.execute("DELETE FROM trie")
    data.commit()
    data.close()
    with pytest.raises(DataError, match="lacks its index of names"):
        _ = "باكو" in Gazetteer.open(copy).names


def test_packaged_gazetteer_says_what_it_is():
    data = sqlite3.connect(f"{data_path('gazetteer.sqlite').as_uri()}?mode=ro", uri=True)
    application = data.execute("PRAGMA application_id").fetchone()
    version = data.execute("PRAGMA user_version").fetchone()
    data.close()
    assert application + version == (APPLICATION_ID, DATA_FORMAT)


def test_index_with_keys_added_and_removed():
    packaged = NameIndex()
    changed = packaged.changed(added=["بحر قزوين الجديد", "باكو"], removed=["بحر قزوين", "مكان"])
    assert changed.lengths(["بحر", "قزوين", "الجديد"]) == [3]
    assert packaged.lengths(["بحر", "قزوين", "الجديد"]) == [2]
    assert "باكو" in changed
    assert "بحر قزوين" not in changed
    assert len(changed) == len(packaged)
    assert "بحر قزوين الجديد" in changed.starting_with("بحر قز")
    assert "بحر قزوين" not in changed.starting_with("بحر قز")
    again = changed.changed(added=["بحر قزوين"], removed=[])
    assert again.lengths(["بحر", "قزوين", "الجديد"]) == [3, 2]
