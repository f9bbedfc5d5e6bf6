"""Secrets at rest: encrypted by the newest key, read by any, encrypted anew on request."""

from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from redbridge.accounts import actions, secrets_ring
from redbridge.accounts.models import Person, SignIn


@pytest.fixture(autouse=True)
def _own_ring(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def _ring(folder: Path) -> list[str]:
    return [line.partition(":")[0] for line in (folder / "keys" / "secrets.txt").read_text().split()]


def test_the_first_secret_makes_a_ring_that_only_we_can_read(tmp_path: Path) -> None:
    stored = secrets_ring.encrypt("JBSWY3DP")
    assert stored.startswith("v1:")
    assert "JBSWY3DP" not in stored
    assert secrets_ring.decrypt(stored) == "JBSWY3DP"
    assert (tmp_path / "keys" / "secrets.txt").stat().st_mode & 0o077 == 0
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0


def test_a_new_key_goes_on_top_and_the_old_one_still_reads(tmp_path: Path) -> None:
    old = secrets_ring.encrypt("one")
    assert secrets_ring.add_key() == "v2"
    assert _ring(tmp_path) == ["v2", "v1"]
    assert secrets_ring.encrypt("two").startswith("v2:")
    assert secrets_ring.decrypt(old) == "one"


def test_a_secret_whose_key_is_gone_says_so(tmp_path: Path) -> None:
    stored = secrets_ring.encrypt("one")
    (tmp_path / "keys" / "secrets.txt").write_text("")
    with pytest.raises(secrets_ring.KeyMissing, match="has no key 'v1'"):
        secrets_ring.decrypt(stored)


def test_a_secret_of_another_ring_says_so(tmp_path: Path) -> None:
    stored = secrets_ring.encrypt("one")
    (tmp_path / "keys" / "secrets.txt").unlink()
    secrets_ring.encrypt("another ring")
    with pytest.raises(secrets_ring.KeyMissing, match="not the one"):
        secrets_ring.decrypt(stored)


def test_rotation_moves_every_secret_to_the_new_key(dana: Person, tmp_path: Path) -> None:
    sign_in = SignIn.objects.get(username="dana")
    actions.make_recovery_codes(sign_in)
    Authenticator.objects.create(user=sign_in, type="totp", data={"secret": secrets_ring.encrypt("JBSWY3DP")})
    Authenticator.objects.create(user=sign_in, type="webauthn", data={"name": "key", "credential": {}})
    before = actions.show_recovery_codes(sign_in)
    assert actions.rotate_secrets() == 2
    stored = {row.type: row.data for row in Authenticator.objects.filter(user=sign_in)}
    assert stored["totp"]["secret"].startswith("v2:")
    assert stored["recovery_codes"]["seed"].startswith("v2:")
    assert stored["webauthn"] == {"name": "key", "credential": {}}
    lines = (tmp_path / "keys" / "secrets.txt").read_text().split()
    (tmp_path / "keys" / "secrets.txt").write_text(lines[0] + "\n")
    assert secrets_ring.decrypt(stored["totp"]["secret"]) == "JBSWY3DP"
    assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes() == before
    assert actions.rotate_secrets(add_key=False) == 0
