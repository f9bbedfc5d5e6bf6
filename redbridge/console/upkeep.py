"""Maintenance, and the work that waits."""

from dataclasses import asdict

import click

from redbridge.console.place import Place, answer, data_option, json_option, open_site
from redbridge.kit.flags import maintenance_flag


@click.command()
@click.argument("state", type=click.Choice(["on", "off"]))
@data_option
@click.option("--say", default="", help="A sentence for people, for example when you will be back.")
@json_option
def maintenance(*, place: Place, state: str, say: str, as_json: bool) -> None:
    """Show a friendly "back soon" page instead of the site, or end that."""
    if not place.exists:
        raise click.ClickException(f"There is no site in {place.folder}. Name its folder with --data.")
    flag = maintenance_flag(place.folder)
    if state == "on":
        flag.write_text(say)
        sentence = "Every page says that you are at work. `redbridge maintenance off` ends that."
    else:
        flag.unlink(missing_ok=True)
        sentence = "The site is open."
    answer({"maintenance": state}, as_json=as_json, sentence=sentence)


@click.command()
@data_option
@click.option("--dead", is_flag=True, help="List what failed too often and is no longer tried.")
@click.option("--run-again", is_flag=True, help="Give everything dead all its attempts again.")
@json_option
def queue(*, place: Place, dead: bool, run_again: bool, as_json: bool) -> None:
    """Show the work that waits, runs or died."""
    open_site(place)
    from redbridge.events import actions, queries  # noqa: PLC0415 - after Django is loaded

    if run_again:
        count = actions.run_again(row.id for row in queries.dead_deliveries(limit=10_000))
        answer({"run_again": count}, as_json=as_json, sentence=f"{count} will be tried again.")
        return
    if dead:
        rows = queries.dead_deliveries()
        lines = [
            f"{row.id}  {row.reaction}  {row.event}  {row.attempts} times  {row.error}  {row.error_place}"
            for row in rows
        ]
        answer({"dead": [asdict(row) for row in rows]}, as_json=as_json, sentence="\n".join(lines) or "Nothing died.")
        return
    states = queries.queue_state()
    table = "{:<12} {:>8} {:>8} {:>8} {:>8}  {}"
    lines = [table.format("queue", "waiting", "running", "done", "dead", "oldest")]
    lines += [
        table.format(row.queue, row.waiting, row.running, row.done, row.dead, f"{row.oldest_seconds:.0f} s")
        for row in states
    ]
    answer({"queues": [asdict(row) for row in states]}, as_json=as_json, sentence="\n".join(lines))
