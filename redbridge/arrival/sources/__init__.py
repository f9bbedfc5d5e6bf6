"""Exports of other places, one file each; they run in a limited process, so nothing here may import Django."""
