"""Files whose presence alone says something to processes that share nothing else."""

from pathlib import Path


def maintenance_flag(data: Path) -> Path:
    """Present while the operator works on the site; its text is the sentence for people, if they wrote one."""
    return data / "maintenance"
