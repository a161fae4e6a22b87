"""Make the packaged gazetteer from its sources and the overlay; see build.py."""
