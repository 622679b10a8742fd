"""Sentences that are written down before it is known to whom: labels of forms, choices, refusals of fields."""

from django.utils.functional import lazy

from bothways.formats.language import gettext

later = lazy(gettext, str)
