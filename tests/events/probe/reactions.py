import os
import signal

from redbridge.events import announce, react
from tests.events.probe import traces
from tests.events.probe.events import Dragged, Exploded, Hauled, Knocked, Marked, Poisoned, Stumbled


@react(Knocked)
def answer_when_knocked(event: Knocked) -> None:
    traces.leave("answers", event.number)


@react(Stumbled)
def mark_when_stumbled(event: Stumbled) -> None:
    announce(Marked(event.number))
    traces.leave("stumbles", os.getpid())
    traces.pass_gate("stumble")


@react(Dragged, atomic=False)
def mark_when_dragged(event: Dragged) -> None:
    traces.leave("drags", os.getpid())
    traces.pass_gate("drag")
    announce(Marked(event.number))


@react(Hauled, bulk=True, atomic=False)
def carry_when_hauled(event: Hauled) -> None:
    traces.pass_gate("haul")
    traces.leave("carried", event.number)


@react(Poisoned, priority=5)
def fail_when_poisoned(event: Poisoned) -> None:
    announce(Marked(0))
    if not traces.is_open("antidote"):
        raise ValueError("dana@example.org wrote something private")


@react(Exploded)
def die_when_exploded(event: Exploded) -> None:
    traces.leave("explosions", os.getpid())
    os.kill(os.getpid(), signal.SIGKILL)
