"""What the house remembers of its backups."""

from django.db import models


class LastBackup(models.Model):
    """The last one that was made and found good: one row at most."""

    made_at = models.DateTimeField()
    file = models.CharField(max_length=4096)
    size = models.BigIntegerField()
    whole = models.BooleanField(default=True)  # else something was amiss in the house, and so it is in the backup
