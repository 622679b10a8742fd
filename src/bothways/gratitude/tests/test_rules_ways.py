"""In which order the ways of a letter are offered."""

from bothways.gratitude.rules import ways


def test_the_way_they_like_comes_first_and_mail_only_where_an_address_is_kept():
    def slugs(channel, *, has_mail, from_here):
        return [way.slug for way in ways.ways_for(channel, has_mail=has_mail, from_here=from_here)]

    assert slugs("paper", has_mail=True, from_here=False) == ["print", "say", "mail", "copy"]
    assert slugs("", has_mail=False, from_here=False) == ["print", "say", "copy"]
    assert slugs("mail", has_mail=True, from_here=True) == slugs("", has_mail=True, from_here=True)
    assert slugs("", has_mail=True, from_here=True) == ["send", "say", "print", "mail", "copy"]
    assert slugs("phone", has_mail=True, from_here=True)[:2] == ["say", "send"]
