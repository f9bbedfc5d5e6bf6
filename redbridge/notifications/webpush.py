"""What a push service is sent: a payload that only the browser can read (RFC 8291), and proof of who we are (RFC 8292).

Both are a few lines over `cryptography`. Only the browser has the private key for `public_key`, so the service in
between learns when somebody is told something, never what.
"""

import base64
import json
import os
import time
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CURVE = ec.SECP256R1()
POINT_BYTES, SECRET_BYTES, SALT_BYTES, NUMBER_BYTES = 65, 16, 16, 32
RECORD_BYTES = 4096
PROOF_SECONDS = 12 * 60 * 60


def encrypt(
    payload: bytes,
    *,
    public_key: bytes,
    secret: bytes,
    salt: bytes | None = None,
    key: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body for a browser with this key and secret, in one record of `aes128gcm`.

    `salt` and `key` are fresh for each message, unless given to compare with a known one.
    """
    salt = salt or os.urandom(SALT_BYTES)
    key = key or ec.generate_private_key(CURVE)
    ours = point_of(key)
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public_key))
    material = _derive(shared, salt=secret, info=b"WebPush: info\x00" + public_key + ours, length=32)
    content_key = _derive(material, salt=salt, info=b"Content-Encoding: aes128gcm\x00", length=16)
    nonce = _derive(material, salt=salt, info=b"Content-Encoding: nonce\x00", length=12)
    sealed = AESGCM(content_key).encrypt(nonce, payload + b"\x02", None)
    return salt + RECORD_BYTES.to_bytes(4, "big") + bytes([len(ours)]) + ours + sealed


def authorization(endpoint: str, *, key: ec.EllipticCurvePrivateKey, contact: str) -> str:
    """The `Authorization` header for a service: signed by our key, for this service alone, half a day long."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(time.time()) + PROOF_SECONDS, "sub": contact}
    head = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
    first, second = utils.decode_dss_signature(key.sign(head.encode(), ec.ECDSA(hashes.SHA256())))
    signature = first.to_bytes(NUMBER_BYTES, "big") + second.to_bytes(NUMBER_BYTES, "big")
    return f"vapid t={head}.{encode(signature)}, k={encode(point_of(key))}"


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half of a key, as browsers write it."""
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def encode(data: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Counterpart of `encode`, padded or not; ValueError for anything else."""
    text = text.rstrip("=").replace("+", "-").replace("/", "_")
    if not text.isascii() or not text.replace("-", "").replace("_", "").isalnum():
        raise ValueError("not base64")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def is_point(data: bytes) -> bool:
    """Whether these bytes are the public key of a browser."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, data)
    except ValueError:
        return False
    return len(data) == POINT_BYTES


def _derive(material: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(material)


def _json(value: dict[str, object]) -> str:
    return encode(json.dumps(value, separators=(",", ":")).encode())
