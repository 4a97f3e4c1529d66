"""Structured communications: unique in the whole installation."""

import pytest

from koprogo.kernel import structured_reference
from koprogo.platform import references
from koprogo.platform.models.reference_block import BLOCK_SIZE
from koprogo.testing import casting
from koprogo.testing.casting import Role


@pytest.mark.django_db
def test_never_the_same_twice() -> None:
    here = casting.access_as(Role.SYNDIC, casting.org("un", "Un"))
    there = casting.access_as(Role.SYNDIC, casting.org("deux", "Deux"))
    taken = [*references.take(here, 3), *references.take(there, 5), *references.take(here, BLOCK_SIZE + 1)]
    taken += references.take(there, 2)
    assert len(set(taken)) == len(taken) == BLOCK_SIZE + 11
    assert all(structured_reference.is_valid(digits) for digits in taken)
