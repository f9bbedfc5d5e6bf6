"""Neural packs that run here: CTranslate2 decodes, SentencePiece cuts. Both are an extra of the installation.

A pack is opened when its pair is first asked for and then stays open in the process. Marks that the pack's vocabulary
does not know would be lost in it, so such texts are translated piece by piece around them, which the ladder does when
an answer fails its check.
"""

import re
import threading
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from redbridge.language.engines.protocol import HERE, EngineFailed, Order, Outcome
from redbridge.language.packs import Pack
from redbridge.language.rungs import Rung

BEAM = 2
MOST_PIECES = 200
THREADS = 2
UNKNOWN = "<unk>"
# Sentences are what such models were trained on; a line of a caption is often one without a dot.
_SENTENCES = re.compile(r"(?<=[。！？!?…])[^\S\n]*|(?<=[.;])[^\S\n]+|(\n+)")
_opened: dict[Path, "tuple[Any, Any]"] = {}
_opening = threading.Lock()


def is_possible() -> bool:
    """Whether the extra is installed."""
    return find_spec("ctranslate2") is not None and find_spec("sentencepiece") is not None


class LocalPack:
    """One pack, for one pair."""

    rung = Rung.LOCAL
    place = HERE
    is_local = True
    budget = 0
    most_segments = 40
    most_characters = 8_000
    seconds = 20.0

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.name, self.version = f"{pack.name}"[:40], pack.version[:60]

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset({(self._pack.source, self._pack.target)})

    def can(self, source: str, target: str) -> bool:
        return (source, target) == (self._pack.source, self._pack.target)

    def translate(self, order: Order) -> list[Outcome]:
        model, pieces = _open(self._pack)
        cut = [[part for part in _SENTENCES.split(each.text) if part] for each in order.segments]
        rows = [(text, place) for text, parts in enumerate(cut) for place, part in enumerate(parts) if part.strip()]
        if time.monotonic() >= order.until:
            raise EngineFailed("slow")
        tokens = [self._marked(pieces.encode(cut[text][place], out_type=str)) for text, place in rows]
        too_long = {text for (text, _place), row in zip(rows, tokens, strict=True) if len(row) > MOST_PIECES}
        longest = min(MOST_PIECES, 3 * max((len(each) for each in tokens), default=0) + 8)
        try:
            found = model.translate_batch(
                tokens, beam_size=BEAM, max_batch_size=1024, batch_type="tokens", max_decoding_length=longest
            )
        except (RuntimeError, ValueError):
            raise EngineFailed("broken") from None
        said: dict[tuple[int, int], str] = {}
        for (text, place), result in zip(rows, found, strict=True):
            said[text, place] = pieces.decode([each for each in result.hypotheses[0] if each != UNKNOWN]).strip()
        return [
            Outcome(None, "long") if text in too_long else Outcome(self._joined(text, parts, said), confidence=0.6)
            for text, parts in enumerate(cut)
        ]

    def _marked(self, pieces: list[str]) -> list[str]:
        pack = self._pack
        return [*pack.prefix, *pieces[: MOST_PIECES + 1], *pack.suffix]

    def _joined(self, text: int, parts: list[str], said: dict[tuple[int, int], str]) -> str:
        gap = "" if self._pack.target in {"zh-Hans", "zh-Hant", "ja"} else " "
        found = ""
        for place, part in enumerate(parts):
            words = said.get((text, place))
            if words is None:
                found += part
            elif not found or found[-1].isspace():
                found += words
            else:
                found += gap + words
        return found


def _open(pack: Pack) -> tuple[Any, Any]:
    with _opening:
        if pack.folder not in _opened:
            ctranslate2 = import_module("ctranslate2")  # extras, and slow to load
            sentencepiece = import_module("sentencepiece")

            try:
                pieces = sentencepiece.SentencePieceProcessor(model_file=str(pack.vocabulary))
                model = ctranslate2.Translator(str(pack.model), device="cpu", inter_threads=1, intra_threads=THREADS)
            except (RuntimeError, ValueError, OSError):
                raise EngineFailed("broken") from None
            _opened[pack.folder] = (model, pieces)
        return _opened[pack.folder]


def forget_opened() -> None:
    """Close every pack, as removing one does."""
    with _opening:
        _opened.clear()
