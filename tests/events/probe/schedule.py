from redbridge.events import every
from tests.events.probe import traces


@every(hours=1)
def tick() -> None:
    traces.leave("ticks", "tick")
    if traces.left("hold the clock"):
        traces.pass_gate("tick")
