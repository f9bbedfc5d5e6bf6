"""DeepL, through its interface of version 2."""

from redbridge.language.endpoints import Endpoint
from redbridge.language.engines.protocol import EngineFailed, Order, Outcome, tagged, untagged
from redbridge.language.rungs import Rung
from redbridge.outbound import appointed
from redbridge.outbound.client import Failed

SOURCES = {
    "ar": "AR", "de": "DE", "el": "EL", "en": "EN", "es": "ES", "fr": "FR", "id": "ID", "it": "IT", "ja": "JA",
    "ko": "KO", "nl": "NL", "pl": "PL", "pt": "PT", "ru": "RU", "sv": "SV", "tr": "TR", "uk": "UK",
    "zh-Hans": "ZH", "zh-Hant": "ZH",
}  # fmt: skip
TARGETS = SOURCES | {"en": "EN-US", "pt": "PT-BR", "zh-Hans": "ZH-HANS", "zh-Hant": "ZH-HANT"}


class DeepL:
    """The company, with the operator's key."""

    rung = Rung.HOSTED
    most_segments = 50
    most_characters = 30_000  # of the 128 KiB that a request may have

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.name, self.version = endpoint.name, "v2"
        self.place, self.is_local = endpoint.place, endpoint.is_local
        self.budget, self.seconds = endpoint.budget, endpoint.seconds

    def pairs(self) -> frozenset[tuple[str, str]]:
        return self._endpoint.pairs or frozenset((one, other) for one in SOURCES for other in TARGETS if one != other)

    def can(self, source: str, target: str) -> bool:
        if self._endpoint.pairs:
            return (source, target) in self._endpoint.pairs
        return source in SOURCES and target in TARGETS

    def translate(self, order: Order) -> list[Outcome]:
        body = {
            "text": [tagged(each.text) for each in order.segments],
            "source_lang": SOURCES.get(order.source, order.source.upper()),
            "target_lang": TARGETS.get(order.target, order.target.upper()),
            "tag_handling": "xml",
            "ignore_tags": ["x"],
            "preserve_formatting": True,
            **({"context": order.context} if order.context else {}),
        }
        headers = {"Authorization": f"DeepL-Auth-Key {self._endpoint.key}"}
        try:
            answer = appointed.post_json(
                f"{self._endpoint.address}/v2/translate", body=body, headers=headers, until=order.until
            )
        except Failed as failure:
            raise EngineFailed(failure.code) from None
        rows = answer.get("translations") if isinstance(answer, dict) else None
        if not isinstance(rows, list):
            raise EngineFailed("broken")
        if len(rows) != len(order.segments):
            raise EngineFailed("count")
        texts = [row.get("text") if isinstance(row, dict) else None for row in rows]
        return [Outcome(untagged(text)) if isinstance(text, str) else Outcome(None, "broken") for text in texts]
