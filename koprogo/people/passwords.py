"""Argon2id at the size OWASP gives for small servers: Django's default needs 100 MiB for each sign-in."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SmallArgon2(Argon2PasswordHasher):
    """19 MiB, 2 passes, 1 lane: about 20 ms, and eight people may sign in at once on a 2 GB machine."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
