"""QR codes of our own addresses: paths for pages and paper, pixels for other programs."""

import io

import qrcode  # type: ignore[import-untyped]  # its types are a package of their own
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]  # as above

QUIET = 4  # modules of white around a code, as readers need
PIXELS = 12  # a module


def png(address: str) -> bytes:
    """A code in black and white, sharp at the size of a hand."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    image = Image.new("1", (len(rows), len(rows)), 1)
    image.putdata([0 if module else 1 for row in rows for module in row])
    large = image.resize((len(rows) * PIXELS, len(rows) * PIXELS), Image.Resampling.NEAREST)
    out = io.BytesIO()
    large.save(out, "PNG", optimize=True)
    return out.getvalue()
