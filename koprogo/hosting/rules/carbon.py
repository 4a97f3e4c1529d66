"""Energy and carbon of the servers, from figures that are stated with their source; exact, never a slogan."""

from fractions import Fraction

from koprogo.hosting.rules.growth import NobodyHosted

HOURS_IN_A_YEAR = 8_760


def server_milligrams_a_year(*, watts: int, grams_per_kilowatt_hour: int, condominiums: int) -> Fraction:
    """Milligrams of CO2e a year for one of the condominiums that share a server running all year.

    kilograms = kilowatts × hours × kilograms per kilowatt-hour ÷ condominiums; 10 W at 60 g for 1 000 of them
    are 5 256 mg. Raises `NobodyHosted`.
    """
    if condominiums < 1:
        raise NobodyHosted(condominiums=condominiums)
    return Fraction(watts * HOURS_IN_A_YEAR * grams_per_kilowatt_hour, condominiums)
