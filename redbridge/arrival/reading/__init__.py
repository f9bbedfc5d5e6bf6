"""Reads uploads: boxes, streams of JSON, values and the rows kept of them. Runs in the limited process, without Django."""
