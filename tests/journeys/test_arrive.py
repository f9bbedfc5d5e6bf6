"""Somebody comes, reads, joins in their own language and signs in again."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PASSWORD, Site, sign_up

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.mark.parametrize(("phone", "script"), [(True, True), (False, True), (True, False)])
def test_join_choose_and_arrive(site: Site, phone: bool, script: bool) -> None:
    page = site.visit(phone=phone, script=script)
    page.goto("/")
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    handle = f"walt{int(phone)}{int(script)}"
    sign_up(page, handle, name="Walt Jensen")
    page.goto("/welcome")
    page.get_by_role("button", name="Next").click()
    page.locator("[name=topics][value=tea]").check()
    page.get_by_role("button", name="Next").click()
    page.locator("[name=from_place]").fill("Des Moines")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Open my Explore").click()
    expect(page.locator("h1")).to_have_text("Explore")
    page.goto(f"/@{handle}")
    expect(page.locator("h1")).to_have_text("Walt Jensen")
    expect(page.get_by_text("Des Moines").first).to_be_visible()


def test_the_language_is_chosen_on_the_first_screen_and_stays(site: Site) -> None:
    page = site.visit()
    page.goto("/")
    page.locator(".strip").get_by_text("简体中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.goto("/norms")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_sign_out_and_in_again(site: Site) -> None:
    page = site.join("ines", name="Inés")
    page.get_by_role("button", name="My menu").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    page.goto("/sign-in")
    page.locator("[name=login]").fill("ines")
    page.locator("[name=password]").fill("not my password")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("[name=login]")).to_have_value("ines")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("button", name="My menu")).to_be_visible()


def test_a_passkey_opens_the_door(site: Site) -> None:
    page = site.join("pia", name="Pia")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/settings/security/passkeys/add")
    page.get_by_label("Name of this passkey").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/codes*")
    page.goto("/settings/security")
    expect(page.get_by_text("My phone", exact=True)).to_be_visible()
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("button", name="My menu")).to_be_visible()
