"""The atlas as the build makes it, from the sources and the overlay in this tree."""

from functools import cache

from gazetteer.rows import read_csv
from gazetteer.territories import load_parties, load_territories, territories_document
from gazetteer.topojson import Topology
from gazetteer.upstream import HERE
from geonews.territory import Atlas

FOLDER = HERE / "overlay" / "territories"


@cache
def shapes():
    return Topology(HERE / "sources" / "countries-10m.json.gz").features("countries")


@cache
def areas():
    return load_territories(FOLDER, shapes())


@cache
def document():
    return territories_document(
        areas(),
        parties=load_parties(FOLDER.parent / "parties.csv"),
        policies=read_csv(FOLDER.parent / "policies.csv"),
    )


@cache
def atlas():
    return Atlas.from_document(document())
