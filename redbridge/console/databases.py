"""Tables brought up to date with a copy beforehand, and put back as they were when that fails."""

import os
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from redbridge.console.place import Place, version

COPIES_KEPT = 5


def is_new() -> bool:
    """Whether the database has no tables of ours yet."""
    return not MigrationRecorder(connections["default"]).has_table()


def bring_up_to_date(place: Place) -> None:
    """Migrate when something is pending: copy first, put the copy back if a migration fails."""
    if not settings.CACHE_URL:
        _make_cache_table()
    executor = MigrationExecutor(connections["default"])
    _refuse_newer(executor)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending:
        return
    if is_new():
        click.echo("Making the database ...")
        call_command("migrate", interactive=False, verbosity=0)
        return
    copy, tables = _copy_before(place), _tables()
    click.echo(f"Updating the database in {len(pending)} steps. A copy is in {copy}.")
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except Exception as problem:  # noqa: BLE001 - whatever a migration raises, the site must be as before
        _drop(_tables() - tables)
        put_back(copy)
        raise click.ClickException(
            f"The update could not change the database ({type(problem).__name__}: {problem}). "
            "Everything is back as it was: start the version that ran before, and send us this sentence."
        ) from None


def is_up_to_date() -> bool:
    """Whether the database has all tables as this version knows them."""
    executor = MigrationExecutor(connections["default"])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def snapshot(target: Path) -> Path:
    """A consistent copy of the database of a site that may be running; returns where it is."""
    if settings.ON_SQLITE:
        return _snapshot_sqlite(Path(settings.DATABASES["default"]["NAME"]), target)
    _postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(target))
    return target


def put_back(copy: Path) -> None:
    """Replace the database by a copy that `snapshot` made; nothing else may use it meanwhile."""
    connections["default"].close()
    if not settings.ON_SQLITE:
        _postgres(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(copy), tail=("--dbname",)
        )
        return
    path = Path(settings.DATABASES["default"]["NAME"])
    fresh = path.with_name(path.name + ".back")
    shutil.copyfile(copy, fresh)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    fresh.replace(path)


def _tables() -> set[str]:
    connection = connections["default"]
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def _drop(tables: set[str]) -> None:
    """What the half update made: PostgreSQL's copy knows nothing of it and would leave it in the way."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        for name in [] if settings.ON_SQLITE else sorted(tables):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")


def _copy_before(place: Place) -> Path:
    folder = place.folder / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    ending = "sqlite3" if settings.ON_SQLITE else "pgdump"
    copy = snapshot(folder / f"before-{version()}-{time.strftime('%Y%m%d-%H%M%S')}.{ending}")
    for old in sorted(folder.glob(f"before-*.{ending}"), key=lambda path: path.stat().st_mtime)[:-COPIES_KEPT]:
        old.unlink()
    return copy


def _snapshot_sqlite(source: Path, target: Path) -> Path:
    descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.close(descriptor)
    with closing(sqlite3.connect(source, timeout=30)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)  # in one step: with several, every write of the running site would start it anew
        copy.execute("PRAGMA journal_mode=DELETE")
        (verdict,) = copy.execute("PRAGMA quick_check").fetchone()
        if verdict != "ok":  # before 3.41 the quick one misread tables WITHOUT ROWID; the thorough one did not
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        target.unlink()
        raise click.ClickException(f"The database is damaged ({verdict}). Restore the last good backup.")
    return target


def _make_cache_table() -> None:
    cache = connections["cache"]
    with cache.cursor() as cursor:
        if "cache" not in cache.introspection.table_names(cursor):
            call_command("createcachetable", database="cache", verbosity=0)


def _refuse_newer(executor: MigrationExecutor) -> None:
    ours = {name for name, _ in executor.loader.disk_migrations}
    unknown = [key for key in executor.loader.applied_migrations if key[0] in ours and not _knows(executor, key)]
    if unknown:
        raise click.ClickException(
            f"This data folder was used by a newer version of Redbridge (it knows {'.'.join(unknown[0])}). "
            "Install that version, or restore a backup of this one."
        )


def _knows(executor: MigrationExecutor, key: tuple[str, str]) -> bool:
    replaced = {old for found in executor.loader.disk_migrations.values() for old in found.replaces}
    return key in executor.loader.disk_migrations or key in replaced


def _postgres(program: str, *arguments: str, tail: tuple[str, ...] = ()) -> None:
    wanted: dict[str, Any] = settings.DATABASES["default"]
    if shutil.which(program) is None:
        raise click.ClickException(
            f"{program} is needed to copy a PostgreSQL database and is not here. "
            "Install the client tools of PostgreSQL (Debian: apt-get install postgresql-client)."
        )
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = {variable: str(wanted[key]) for variable, key in names.items() if wanted.get(key)}
    with suppress(KeyError):
        arguments = (*arguments, *(part for option in tail for part in (option, environment["PGDATABASE"])))
    done = subprocess.run(
        [program, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise click.ClickException(f"{program} failed: {done.stderr.strip()[-300:]}")
