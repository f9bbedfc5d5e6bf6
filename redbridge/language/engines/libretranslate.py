"""LibreTranslate, a separate service that many run themselves."""

from redbridge.language.endpoints import Endpoint
from redbridge.language.engines.protocol import EngineFailed, Order, Outcome
from redbridge.language.rungs import Rung
from redbridge.outbound import appointed
from redbridge.outbound.client import Failed

CODES = {
    "ar": "ar", "de": "de", "el": "el", "en": "en", "es": "es", "fr": "fr", "he": "he", "hi": "hi", "id": "id",
    "it": "it", "ja": "ja", "ko": "ko", "nl": "nl", "pl": "pl", "pt": "pt", "ru": "ru", "sv": "sv", "th": "th",
    "tr": "tr", "uk": "uk", "ur": "ur", "vi": "vi", "zh-Hans": "zh", "zh-Hant": "zt",
}  # fmt: skip


class LibreTranslate:
    """One server, with a key where it wants one."""

    rung = Rung.HOSTED
    most_segments = 25
    most_characters = 5_000

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.name, self.version = endpoint.name, ""
        self.place, self.is_local = endpoint.place, endpoint.is_local
        self.budget, self.seconds = endpoint.budget, endpoint.seconds

    def pairs(self) -> frozenset[tuple[str, str]]:
        return self._endpoint.pairs or frozenset((one, other) for one in CODES for other in CODES if one != other)

    def can(self, source: str, target: str) -> bool:
        if self._endpoint.pairs:
            return (source, target) in self._endpoint.pairs
        return source in CODES and target in CODES

    def translate(self, order: Order) -> list[Outcome]:
        body = {
            "q": [each.text for each in order.segments],
            "source": CODES.get(order.source, order.source),
            "target": CODES.get(order.target, order.target),
            "format": "text",
            **({"api_key": self._endpoint.key} if self._endpoint.key else {}),
        }
        try:
            answer = appointed.post_json(
                f"{self._endpoint.address}/translate", body=body, headers={}, until=order.until
            )
        except Failed as failure:
            raise EngineFailed(failure.code) from None
        texts = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(texts, list):
            raise EngineFailed("broken")
        if len(texts) != len(order.segments):
            raise EngineFailed("count")
        return [Outcome(text) if isinstance(text, str) else Outcome(None, "broken") for text in texts]
