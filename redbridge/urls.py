"""Every address of the site starts here."""

from django.urls import include, path

handler400 = "redbridge.web.errors.bad_request"
handler403 = "redbridge.web.errors.forbidden"
handler404 = "redbridge.web.errors.not_found"
handler500 = "redbridge.web.errors.broken"

# The API first: its addresses begin alike, so that neither door walks along all addresses of the other.
urlpatterns = [path("api/", include("redbridge.api.urls")), path("", include("redbridge.web.urls"))]
