"""The promises of the queue, kept by real worker processes that are killed, stopped and starved."""

import contextlib
import signal
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.db import connection

from redbridge.events import actions, announce, queries
from redbridge.events.heartbeat import GAVE_UP
from redbridge.events.models import Announcement, Delivery
from tests.events.conftest import Site
from tests.events.probe import traces
from tests.events.probe.events import Dragged, Exploded, Hauled, Knocked, Poisoned, Stumbled

pytestmark = pytest.mark.processes
HOUR = 3600


def states() -> list[tuple[str, int]]:
    return list(Delivery.objects.order_by("id").values_list("state", "attempts"))


def marked() -> int:
    return Announcement.objects.filter(event="Marked").count()


def count(state: str, **where: str) -> int:
    return Delivery.objects.filter(state=state, **where).count()


def test_a_reaction_whose_worker_is_killed_runs_again_and_leaves_nothing_half_done(site: Site) -> None:
    announce(Stumbled(7))
    first = site.worker()
    site.wait_until(lambda: traces.left("stumbles"))
    first.kill()
    first.wait()
    assert marked() == 0
    traces.open_gate("stumble")
    site.worker()
    site.wait_until(lambda: states() == [("done", 2)])
    assert marked() == 1
    assert len(traces.left("stumbles")) == 2


def test_a_restarted_worker_frees_its_own_lease_at_once(site: Site) -> None:
    announce(Dragged(1))
    first = site.worker(lease=HOUR)
    site.wait_until(lambda: traces.left("drags"))
    first.kill()
    first.wait()
    traces.open_gate("drag")
    site.worker(lease=HOUR)
    site.wait_until(lambda: states() == [("done", 2)])


def test_work_of_a_dead_worker_that_is_never_restarted_is_rescued_when_its_lease_ends(site: Site) -> None:
    workers = site.workers(2, lease=1)
    announce(Dragged(1))
    site.wait_until(lambda: traces.left("drags"))
    at_work(workers).kill()
    traces.open_gate("drag")
    site.wait_until(lambda: states() == [("done", 2)])


def test_a_worker_that_slept_through_its_lease_changes_nothing_when_it_wakes(site: Site) -> None:
    workers = site.workers(2, lease=1)
    announce(Dragged(1))
    site.wait_until(lambda: traces.left("drags"))
    sleeper = at_work(workers)
    fall_asleep(sleeper, site)
    site.wait_until(lambda: len(traces.left("drags")) == 2)
    sleeper.send_signal(signal.SIGCONT)
    traces.open_gate("drag")
    site.wait_until(lambda: "given to another worker meanwhile" in site.log())
    site.wait_until(lambda: states() == [("done", 2)])


def test_the_lease_of_long_work_is_kept_alive_so_that_nobody_else_takes_it(site: Site) -> None:
    site.workers(2, lease=1.5)
    announce(Dragged(1))
    site.wait_until(lambda: traces.left("drags"))
    leases: set[object] = set()

    def extended() -> bool:
        leases.update(Delivery.objects.values_list("leased_until", flat=True))
        return len(leases) >= 6

    site.wait_until(extended)
    traces.open_gate("drag")
    site.wait_until(lambda: states() == [("done", 1)])
    assert len(traces.left("drags")) == 1


def test_poison_is_dead_after_its_attempts_disturbs_nobody_and_can_be_run_again(site: Site) -> None:
    announce(Poisoned())
    for number in range(5):
        announce(Knocked(number))
    site.worker(attempts=3)
    site.wait_until(lambda: count("done") == 5 and count("dead") == 1)
    assert marked() == 0
    [dead] = queries.dead_deliveries()
    assert (dead.event, dead.reaction, dead.attempts) == ("Poisoned", "probe.fail_when_poisoned", 3)
    assert dead.error == "ValueError"
    assert "probe/reactions.py" in dead.error_place
    assert "dana" not in dead.error_place + site.log()
    traces.open_gate("antidote")
    assert actions.run_again([dead.id]) == 1
    site.wait_until(lambda: count("done") == 6)
    assert queries.dead_deliveries() == []


def test_work_that_kills_every_worker_is_dead_after_its_attempts(site: Site) -> None:
    announce(Exploded())
    for _ in range(2):
        assert site.worker(attempts=2).wait(30) == -signal.SIGKILL
    announce(Knocked(1))
    site.worker(attempts=2)
    site.wait_until(lambda: traces.left("answers"))
    [dead] = queries.dead_deliveries()
    assert (dead.error, len(traces.left("explosions"))) == ("WorkerDied", 2)


def test_work_that_never_ends_makes_the_worker_start_afresh(site: Site) -> None:
    announce(Dragged(1))
    assert site.worker(longest_work=0.5).wait(30) == GAVE_UP
    traces.open_gate("drag")
    site.worker()
    site.wait_until(lambda: states() == [("done", 2)])


def test_interactive_work_is_served_while_the_bulk_queue_is_full(site: Site) -> None:
    for number in range(300):
        announce(Hauled(number))
    site.worker("bulk")
    site.worker()
    site.wait_until(lambda: count("running", queue="bulk"))
    for number in range(20):
        announce(Knocked(number))
    site.wait_until(lambda: len(traces.left("answers")) == 20)
    assert count("waiting", queue="bulk") == 299
    traces.open_gate("haul")
    site.wait_until(lambda: count("done", queue="bulk") == 300, 60)
    assert sorted(map(int, traces.left("carried"))) == list(range(300))


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_asked_to_stop_finishes_what_it_does_and_starts_nothing_new(site: Site, signal_number: int) -> None:
    announce(Stumbled(1))
    announce(Knocked(1))
    worker = site.worker()
    site.wait_until(lambda: traces.left("stumbles"))
    worker.send_signal(signal_number)
    traces.open_gate("stumble")
    assert worker.wait(30) == 0
    assert states() == [("done", 1), ("waiting", 0)]
    assert traces.left("answers") == []
    assert not list((site.folder / "run").glob("*.socket"))


def test_a_worker_asked_to_stop_gives_back_what_does_not_end_in_time(site: Site) -> None:
    announce(Stumbled(1))
    worker = site.worker(grace=0.2)
    site.wait_until(lambda: traces.left("stumbles"))
    worker.terminate()
    assert worker.wait(30) == 0
    assert states() == [("waiting", 0)]
    assert marked() == 0


def test_an_announcement_outlives_its_web_process_killed_right_after_the_commit(site: Site) -> None:
    assert site.start("probe_announce", "after-commit").wait(30) == -signal.SIGKILL
    site.worker()
    site.wait_until(lambda: traces.left("answers") == ["1"])


def test_an_announcement_whose_transaction_never_committed_is_never_seen(site: Site) -> None:
    assert site.start("probe_announce", "before-commit").wait(30) == -signal.SIGKILL
    announce(Knocked(2))
    site.worker()
    site.wait_until(lambda: count("done"))
    assert traces.left("answers") == ["2"]
    assert Announcement.objects.count() == 1


def test_several_workers_never_run_one_delivery_twice(site: Site) -> None:
    site.workers(3)
    for number in range(150):
        announce(Knocked(number))
    site.wait_until(lambda: count("done") == 150, 60)
    assert sorted(map(int, traces.left("answers"))) == list(range(150))


def test_an_announcement_wakes_a_worker_that_would_not_look_for_an_hour(site: Site) -> None:
    site.workers(1, look=HOUR, look_without_bell=HOUR)
    for number in range(10):
        announce(Knocked(number))
        site.wait_until(lambda n=number: len(traces.left("answers")) == n + 1)


def test_bells_ring_in_folders_deeper_than_a_socket_address_is_long(site: Site, settings: Any) -> None:
    deep = site.folder / ("deep" * 20) / ("deeper" * 10)
    deep.mkdir(parents=True)
    settings.DATA_DIR = deep
    site.environment["REDBRIDGE_DATA"] = str(deep)
    if connection.vendor == "sqlite":
        (site.folder / "redbridge.sqlite3").rename(deep / "redbridge.sqlite3")
        connection.settings_dict["NAME"] = str(deep / "redbridge.sqlite3")
    site.worker(look=HOUR, look_without_bell=HOUR)
    for number in range(3):
        announce(Knocked(number))
        site.wait_until(lambda n=number: len(traces.left("answers")) == n + 1)


def test_an_idle_worker_looks_without_the_write_lock_and_writes_nothing(site: Site) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no one write lock")
    worker = site.worker(look=0.01)
    announce(Knocked(1))
    site.wait_until(lambda: count("done"))
    site.wait_until(lambda: len(traces.left("ticks")) and not queries.clock_state()[0].is_running)
    files = [site.folder / name for name in ("redbridge.sqlite3", "redbridge.sqlite3-wal")]
    elsewhere = sqlite3.connect(site.folder / "redbridge.sqlite3", isolation_level=None)
    elsewhere.execute("BEGIN IMMEDIATE")
    try:
        before = written(files)
        start = cpu_seconds(worker.pid)
        site.wait_until(lambda: cpu_seconds(worker.pid) > start + 0.5)
        assert written(files) == before
    finally:
        elsewhere.rollback()
        elsewhere.close()
    assert "cannot reach the database" not in site.log()


def test_a_clock_entry_is_run_by_one_of_two_workers(site: Site) -> None:
    traces.leave("hold the clock", "yes")
    site.worker()
    site.worker()
    site.wait_until(lambda: traces.left("ticks"))
    for number in range(5):
        announce(Knocked(number))
    site.wait_until(lambda: count("done") == 5)
    traces.open_gate("tick")
    site.wait_until(lambda: [entry for entry in queries.clock_state() if entry.last_at and "tick" in entry.name])
    assert traces.left("ticks") == ["tick"]


def test_the_command_of_the_site_itself_serves_and_stops(site: Site) -> None:
    announce(Knocked(1))
    worker = site.start("redbridge_worker", "--queue", "interactive")
    site.wait_until(lambda: count("done") == 1)
    worker.terminate()
    assert worker.wait(30) == 0
    assert [path.name for path in (site.folder / "run").iterdir()] == ["interactive-1.lock"]


def at_work(workers: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    return next(worker for worker in workers if str(worker.pid) == traces.left("drags")[0])


def fall_asleep(process: subprocess.Popen[bytes], site: Site) -> None:
    """Stop the process, but not while its heartbeat holds SQLite's write lock: it would keep it for ever."""

    def sleeps() -> bool:
        process.send_signal(signal.SIGSTOP)
        if connection.vendor != "sqlite":
            return True
        try:
            with contextlib.closing(sqlite3.connect(site.folder / "redbridge.sqlite3", timeout=0)) as other:
                other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            process.send_signal(signal.SIGCONT)
            return False
        return True

    site.wait_until(sleeps)


def cpu_seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def written(files: list[Path]) -> list[tuple[int, int]]:
    return [(path.stat().st_size, path.stat().st_mtime_ns) for path in files]
