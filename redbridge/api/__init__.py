"""The JSON door: everything that a page can do, for programs, under /api/bridge/v1/."""
