"""`redbridge bench --only language`: what reading in another language costs a text."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psutil

WORD = "language"
TARGETS = {"detection": 0.5, "gloss zh-en": 2.0, "gloss en-zh": 2.0, "masking": 0.5}
MOST_MEMORY = 120.0
AT_ONCE = 200
CHINESE = (
    "今天和闺蜜去了这家新开的火锅店，人均八十左右，味道真的很棒，服务员也很热情，下次还会再来，推荐给大家一起去试试看吧",
    "黄皮显白口红分享，这支颜色真的绝绝子，素颜也可以涂，学生党闭眼入，用了两个月还剩很多，姐妹们可以放心买，链接在评论",
    "@小雨 我们下周末去云南玩三天吧😂 #旅行 攻略已经做好了，机票才500块，酒店也订好了，看视频 https://a.example/v",
)
ENGLISH = (
    "I tried this recipe last night and my kids loved it, so easy and cheap!",
    "Where did you get your shoes? They look so comfortable, I need them now",
    "@dana we are going to the beach next week 😂 #summer tickets are $20.50 at https://a.example/t",
)


def measure(rounds: int) -> dict[str, Any]:
    """Milliseconds a text, and what the tables take."""
    with tempfile.TemporaryDirectory(prefix="redbridge-bench-") as folder:
        os.environ["REDBRIDGE_DATA"] = folder
        before = _memory()
        from redbridge.language import detection, dictionary, masking  # noqa: PLC0415 - what it takes is measured
        from redbridge.language.gloss import gloss  # noqa: PLC0415 - the same

        begun = time.perf_counter()
        table = Path(dictionary.path())
        built = time.perf_counter() - begun
        work: dict[str, tuple[Callable[[str], object], Iterable[str]]] = {
            "detection": (detection.detect, (*CHINESE, *ENGLISH)),
            "masking": (masking.mask, (*CHINESE, *ENGLISH)),
            "gloss zh-en": (lambda text: gloss(text, source="zh", target="en"), CHINESE),
            "gloss en-zh": (lambda text: gloss(text, source="en", target="zh"), ENGLISH),
        }
        times = {name: _each(run, tuple(texts), rounds) for name, (run, texts) in work.items()}
        return {
            "ms": times,
            "table_mb": round(table.stat().st_size / 2**20, 1),
            "built_s": round(built, 1),
            "memory_mb": round(_memory() - before, 1),
        }


def _each(run: Callable[[str], object], texts: tuple[str, ...], rounds: int) -> float:
    for text in texts:
        run(text)
    found = []
    for _ in range(rounds):
        begun = time.process_time()
        for number in range(AT_ONCE):
            run(texts[number % len(texts)])
        found.append((time.process_time() - begun) / AT_ONCE * 1000)
    return round(statistics.median(found), 3)


def _memory() -> float:
    """What this process alone keeps, and not what it shares from disk."""
    return float(psutil.Process().memory_full_info().uss) / 2**20


def told(found: dict[str, Any]) -> list[str]:
    """The lines of the table; none when languages were not measured."""
    if WORD not in found:
        return []
    rows = found[WORD]
    lines = [f"{'text of about 60 signs':<24} {'CPU ms':>8} {'target':>8}"]
    lines += [f"{name:<24} {value:>8g} {TARGETS[name]:>8g}" for name, value in rows["ms"].items()]
    lines.append(
        f"The dictionary on disk: {rows['table_mb']:g} MB, shared by all processes; built in {rows['built_s']:g} s."
    )
    lines.append(f"A process keeps {rows['memory_mb']:g} MB for all of it (target {MOST_MEMORY:g} with the tables).")
    return lines
