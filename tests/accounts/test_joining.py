from redbridge.accounts.models import Consent, Person, Preferences


def test_the_cast_joins(dana: Person, ruth: Person, omar: Person) -> None:
    assert dana.handle == "dana"
    assert ruth.sign_in.is_moderator
    assert omar.sign_in.is_operator
    assert Preferences.objects.get(person=dana).language == "en"
    assert set(Consent.objects.filter(person=dana).values_list("purpose", flat=True)) == {"terms", "privacy"}
