"""How do many schools go together: their settings, and what a municipality is told of all of them?"""

from models.fleet import texts
from models.fleet.settings import Figure, FleetReader, FleetSettings, SchoolPlace

__all__ = ["Figure", "FleetReader", "FleetSettings", "SchoolPlace", "texts"]
