"""A neural pack that is made here: one layer of random weights, and a vocabulary of a few sentences.

What it says is nonsense. That it is read, run and cut into words again is what tests look at.
"""

import io
import json
import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

SENTENCES = [
    "The house by the river is big.", "La casa junto al río es grande.", "I like soup and bread in the evening.",
    "Me gusta la sopa y el pan por la noche.", "Good morning to all of you, dear friends!",
    "Buenos días a todos, queridos amigos.", "Where does this bus go, please?", "¿Adónde va este autobús, por favor?",
] * 4  # fmt: skip
WIDTH, INNER = 16, 32


def package(folder: Path, **said: Any) -> Path:
    """The pack as Argos packs it: a zip with metadata.json, model/ and sentencepiece.model below one folder."""
    home = folder / "translate-en_es-1_0"
    plain(home)
    told = {"package_version": "1.0", "from_code": "en", "to_code": "es", "license": "CC0", **said}
    (home / "metadata.json").write_text(json.dumps(told))
    (home / "README.md").write_text("A tiny pack.")
    (home / "stanza").mkdir()
    (home / "stanza" / "resources.json").write_text("{}")
    made = folder / "translate-en_es-1_0.argosmodel"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(home.rglob("*")):
            if path.is_file():
                file.write(path, path.relative_to(folder).as_posix())
    return made


def plain(folder: Path) -> Path:
    """The same as a folder: model/ and sentencepiece.model."""
    ctranslate2, sentencepiece = import_module("ctranslate2"), import_module("sentencepiece")

    (folder / "model").mkdir(parents=True)
    trained = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES), model_writer=trained, vocab_size=90, hard_vocab_limit=False,
        minloglevel=2, num_threads=1,
    )  # fmt: skip
    (folder / "sentencepiece.model").write_bytes(trained.getvalue())
    pieces = sentencepiece.SentencePieceProcessor(model_proto=trained.getvalue())
    words = [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]
    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=1, num_heads=2)
    chance = np.random.default_rng(5)
    _fill(spec, len(words), chance)
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<s>", "</s>", "<unk>"
    spec.validate()
    spec.optimize(quantization=None)
    spec.save(str(folder / "model"))
    return folder


def _fill(spec: Any, words: int, chance: np.random.Generator) -> None:
    def table(*shape: int) -> np.ndarray:
        return (chance.standard_normal(shape) * 0.5).astype(np.float32)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def linear(layer: Any, out: int, inside: int) -> None:
        layer.weight, layer.bias = table(out, inside), np.zeros(out, np.float32)

    def attention(block: Any, *, is_own: bool) -> None:
        norm(block.layer_norm)
        sizes = [3 * WIDTH, WIDTH] if is_own else [WIDTH, 2 * WIDTH, WIDTH]
        for layer, out in zip(block.linear, sizes, strict=True):
            linear(layer, out, WIDTH)

    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = table(words, WIDTH)
        side.position_encodings.encodings = table(256, WIDTH)
        side.scale_embeddings = True
        norm(side.layer_norm)
        for layer in side.layer:
            attention(layer.self_attention, is_own=True)
            if hasattr(layer, "attention"):
                attention(layer.attention, is_own=False)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, INNER, WIDTH)
            linear(layer.ffn.linear_1, WIDTH, INNER)
    linear(spec.decoder.projection, words, WIDTH)
