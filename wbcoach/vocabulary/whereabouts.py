"""Places and tools by what they are: which words stand for one another, and which word is wider than which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.grammar import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

# A line each: words that show one another. What stands before ">" is shown by all of the line and shows nothing else.
_TOOLS: Final = """
notebook notepad jotter logbook
whiteboard blackboard chalkboard flipchart
noticeboard pinboard corkboard
spreadsheet spreadsheets excel workbook
diary planner calendar wallchart
computer laptop pc desktop macbook
tablet ipad
smartphone mobile phone handset iphone cellphone
app application
website webpage portal browser online
calculator
printer
scanner
camera webcam
torch flashlight headlamp headtorch
stopwatch timer
megaphone loudspeaker tannoy
magnifier magnifying
headset headphones earphones earbuds
dictaphone recorder
walkie-talkie radio
binder ring-binder folder
sticky post-it post-its
chatbot bot
rucksack backpack
wheelbarrow barrow
trolley cart
ladder stepladder
thermometer
pen biro pencil felt-tip
telephone phone > ring call dial telephone phone smartphone mobile
paper > sheet scrap slip notebook notepad letter printout envelope form print
device > phone smartphone mobile handset tablet ipad laptop computer
"""
_PLACES: Final = """
car-park parking
office bureau
kitchen
canteen cafeteria
corridor hallway hall passage
home house flat apartment
garden yard
garage
shed workshop
warehouse depot stockroom storeroom
shop store
clinic surgery practice
hospital
ward bedside
library
pub bar
cafe café coffee-shop
bus
train
tram
car
van
lorry truck cab
boat ship ferry
station platform
airport
bedroom bed
bathroom shower
lift elevator
stairs staircase stairwell
basement cellar
attic loft
field meadow
barn stable byre
greenhouse polytunnel
doorstep porch
street pavement
desk counter reception
till checkout
classroom
laboratory lab
allotment
beach
church
gym
hotel
vehicle > car van lorry truck bus cab
"""


def _families(told: str) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    shown: dict[str, frozenset[str]] = {}
    for line in told.strip().splitlines():
        wide, _, narrow = line.rpartition(">")
        members = frozenset(map(stem, (wide + " " + narrow).split()))
        for word in map(stem, (wide or narrow).split()):
            shown[word] = shown.get(word, frozenset()) | members
    return shown, frozenset(shown)


_TOOL, _TOOL_WORDS = _families(_TOOLS)
_PLACE, _PLACE_WORDS = _families(_PLACES)


def names_tool(word: str) -> bool:
    """Say whether a word names something that one works with."""
    return stem(word.lower()) in _TOOL_WORDS


def names_place(word: str) -> bool:
    """Say whether a word names somewhere that one can be."""
    return stem(word.lower()) in _PLACE_WORDS


def shows(word: str, told: Iterable[str]) -> bool:
    """Say whether one of some words is this place or tool, another word for it, or a kind of it."""
    own = stem(word.lower())
    members = _TOOL.get(own, frozenset()) | _PLACE.get(own, frozenset()) | {own}
    return any(stem(part) in members for one in told for part in (one.lower(), *one.lower().split("-")))
