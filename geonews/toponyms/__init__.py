"""Toponym recognition: finding mentions of place names, and what each stands for."""

from geonews.toponyms.recognizer import ToponymRecognizer

__all__ = ["ToponymRecognizer"]
