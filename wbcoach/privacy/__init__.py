"""Personal data: found, masked before a model reads a text, put back on the user's own machine.

What is found has a shape, a checksum or a label: addresses on the net, telephone and card numbers, bank accounts,
national and other personal ids, birth dates, street addresses, secrets. Names of people are found by a `NameFinder`
alone: telling a name from a product or a town needs a trained model, which is an extra.
"""

from wbcoach.privacy.finding import find, has_personal_data
from wbcoach.privacy.masker import Masker
from wbcoach.privacy.personal import Kind, Personal

__all__ = ["Kind", "Masker", "Personal", "find", "has_personal_data"]
