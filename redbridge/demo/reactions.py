"""Building and removing the demo world takes longer than a page may."""

from redbridge.demo import actions
from redbridge.demo.events import DemoAsked
from redbridge.events import react


@react(DemoAsked, bulk=True, atomic=False)
def follow_when_demo_asked(event: DemoAsked) -> None:
    """Build it, or take it away; half of a former try is taken away first."""
    if event.is_wanted:
        actions.build()
    else:
        actions.remove()
