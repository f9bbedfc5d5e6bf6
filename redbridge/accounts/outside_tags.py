"""Field tags of tables that other packages bring: Django's own and allauth's."""

from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import FieldTag, tags

OUTSIDE_TAGS: dict[str, dict[str, FieldTag]] = {
    "account.EmailAddress": tags((tag.CONTACT, "id user email verified primary")),
    "account.EmailConfirmation": tags((tag.SIGN_IN, "id email_address created sent key")),
    "auth.Group": tags((tag.RECORD, "id name permissions")),
    "auth.Group_permissions": tags((tag.RECORD, "id group permission")),
    "auth.Permission": tags((tag.RECORD, "id name content_type codename")),
    "contenttypes.ContentType": tags((tag.RECORD, "id app_label model")),
    "mfa.Authenticator": tags((tag.SIGN_IN, "id user type data created_at last_used_at")),
    "sessions.Session": tags((tag.SIGN_IN, "session_key session_data expire_date")),
    "usersessions.UserSession": tags(
        (tag.SECURITY, "id user created_at ip last_seen_at session_key user_agent data"),
    ),
}
