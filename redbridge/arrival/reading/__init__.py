"""Reads uploads: boxes, streams of JSON, values, rows kept of them. Runs in the limited process, without Django."""
