"""What people do with their accounts, and what the operator and `trust` do to them."""

from redbridge.accounts.actions.closing import close_account, erase_person, reopen_account
from redbridge.accounts.actions.devices import end_other_sessions, end_session, forget_expired, note_device
from redbridge.accounts.actions.emails import ask_email_code, confirm_email, remove_email
from redbridge.accounts.actions.invitations import create_operator_link, make_invitation, make_reset_link
from redbridge.accounts.actions.joining import join
from redbridge.accounts.actions.naming import pass_name_on
from redbridge.accounts.actions.profile import (
    PLATFORMS,
    choose_language,
    finish_first_run,
    give_consent,
    set_preferences,
    turn_of_age,
    update_profile,
)
from redbridge.accounts.actions.protection import (
    check_password,
    make_recovery_codes,
    recover_by_code,
    reset_by_link,
    rotate_secrets,
    show_recovery_codes,
)
from redbridge.accounts.actions.site import change_site, change_standing_of_person, make_moderator, make_operator
from redbridge.accounts.actions.tokens import (
    LIFETIMES,
    StillRunning,
    begin_receipt,
    drop_receipt,
    end_token,
    finish_receipt,
    forget_receipts,
    forget_tokens,
    make_token,
    note_token,
)

__all__ = [
    "LIFETIMES",
    "PLATFORMS",
    "StillRunning",
    "ask_email_code",
    "begin_receipt",
    "change_site",
    "change_standing_of_person",
    "check_password",
    "choose_language",
    "close_account",
    "confirm_email",
    "create_operator_link",
    "drop_receipt",
    "end_other_sessions",
    "end_session",
    "end_token",
    "erase_person",
    "finish_first_run",
    "finish_receipt",
    "forget_expired",
    "forget_receipts",
    "forget_tokens",
    "give_consent",
    "join",
    "make_invitation",
    "make_moderator",
    "make_operator",
    "make_recovery_codes",
    "make_reset_link",
    "make_token",
    "note_device",
    "note_token",
    "pass_name_on",
    "recover_by_code",
    "remove_email",
    "reopen_account",
    "reset_by_link",
    "rotate_secrets",
    "set_preferences",
    "show_recovery_codes",
    "turn_of_age",
    "update_profile",
]
