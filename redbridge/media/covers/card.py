"""Draws a card: a ground, a block of text in it, and quiet bars where no font has the letters."""

from PIL import Image, ImageDraw

from redbridge.media.covers.colors import PALETTES, Color, Palette
from redbridge.media.covers.faces import Face, choose, has_shaping, is_wide, runs_left
from redbridge.media.covers.layouts import LAYOUTS, Block
from redbridge.media.covers.lines import Line, set_text, tidy
from redbridge.media.covers.looks import FIRST, GROUNDS, STYLES
from redbridge.media.covers.shapes import rounded
from redbridge.media.covers.surface import SCALE, Surface


def draw(text: str, style: int, *, language: str = "en") -> Image.Image:
    """As `covers.draw` says."""
    name = STYLES[style % len(STYLES)]
    palette, ground = _colors(name, style // len(STYLES))
    card = Surface(ground)
    block = LAYOUTS[name](card, palette, ground)
    face = choose(text, language, sans=block.sans)
    words = tidy(text, face) if face else ""
    if face and words:
        _write(card, block, words, face)
    else:
        _hint(card, block)
    return card.finish()


def _colors(name: str, round_: int) -> tuple[Palette, Color]:
    palette, part = FIRST[name]
    if round_ % len(PALETTES):
        place = PALETTES.index(palette) + round_
        palette, part = PALETTES[place % len(PALETTES)], GROUNDS[(GROUNDS.index(part) + round_) % len(GROUNDS)]
    ground: Color = getattr(palette, part)
    return palette, ground


def _write(card: Surface, block: Block, words: str, face: Face) -> None:
    """Set the words into their block."""
    setting = set_text(words, face, width=block.x1 - block.x0, height=block.y1 - block.y0, largest=block.largest)
    top = block.y0 + max(0.0, block.y1 - block.y0 - setting.height) * block.down
    left = runs_left(words)
    if block.rule:
        _rule(card, block, [top + line.top + line.leading for line in setting.lines], block.rule)
    for line in setting.lines:
        width = face.length(line.text) * line.size
        share = 1.0 if left and not block.across else block.across
        x = block.x0 + max(0.0, block.x1 - block.x0 - width) * share
        y = top + line.top
        if block.marker:
            band = rounded(x - 1.4, y + line.leading * 0.42, x + width + 1.4, y + line.leading * 0.96, 0.5)
            card.fill(band, block.marker)
        _letter(card, line, (x, y), face, block.ink)


def _rule(card: Surface, block: Block, feet: list[float], color: Color) -> None:
    """Lines of the paper: one under every line of text, and on to the foot of the sheet."""
    step = feet[-1] - feet[-2] if len(feet) > 1 else feet[0] - block.y0
    while feet[-1] + step < block.y1 + 4:
        feet.append(feet[-1] + step)
    for y in feet:
        card.fill(rounded(block.x0 - 9, y, block.x1 + 2, y + 0.3, 0.1), color)


def _letter(card: Surface, line: Line, at: tuple[float, float], face: Face, ink: Color) -> None:
    font = face.at(round(line.size * SCALE))
    ascent, descent = font.getmetrics()
    inside = (line.leading * SCALE - ascent - descent) / 2
    ImageDraw.Draw(card.image).text(
        (at[0] * SCALE, at[1] * SCALE + inside),
        line.text,
        font=font,
        fill=ink,
        stroke_width=0 if face.is_bold else round(line.size * SCALE * 0.012) * is_wide(line.text),
        direction="rtl" if has_shaping() and runs_left(line.text) else None,
    )


def _hint(card: Surface, block: Block) -> None:
    """Quiet bars in the place of lines."""
    width = block.x1 - block.x0
    top = block.y0 + max(0.0, block.y1 - block.y0 - 45) * block.down
    for i, share in enumerate((0.92, 0.78, 1.0, 0.66, 0.4)):
        x = block.x0 + width * (1 - share) * block.across
        card.fill(rounded(x, top + i * 9.5, x + width * share, top + i * 9.5 + 4.4, 1.2), block.ink, 0.8)
