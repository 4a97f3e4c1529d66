"""The one place where a figure of the model is rounded: when it is shown."""

from fractions import Fraction


def half_up(value: Fraction) -> int:
    """The nearest integer; a half goes up, towards the larger number."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
