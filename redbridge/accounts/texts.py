"""Which words people agree to when they join; a changed text gets a new version."""

TEXT_VERSIONS = {"terms": "2026-11-21", "privacy": "2026-11-21"}
