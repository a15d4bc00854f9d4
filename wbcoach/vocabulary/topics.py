"""What a clause is about: fields of life told by their words, coarse on purpose."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from wbcoach.grammar import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = {
    "money": """price prices pricing cost costs pay paid payment fee fees bill invoice refund cheap cheaper discount deal
        bargain budget salary wage wages loan mortgage tax rent expense money cash bank fund insurance insurer claim tariff
        income debt coin currency buy sell sale purchase euro dollar pound till card account transfer spend afford coupon
        voucher cashback invest savings lend credit donate donation market quote penny profit earn tip charge charged owe
        lender fine bonus ledger pension deposit rate purse wallet checkout basket shopper shop shopping auction""",
    "praise": """recognise recognised recognize recognized recognition praise praised badge badges award awards reward
        rewards points medal appreciate appreciated appreciation thank thanked thanks trophy ranking leaderboard compete
        competition fame reputation acknowledge acknowledged celebrate celebrated applause kudos honour honoured winner
        contest prize streak champion promoted promotion title""",
    "company": """friend friends share sharing meet chat community invite forum like-minded social facebook instagram
        tiktok whatsapp follower followers network networking club party date dating mentor neighbour neighbours
        socialise socialize gather group groups peers connect crowd team colleague colleagues members""",
    "play": """music song songs game games film films movie movies video videos listen playlist concert photo photos
        picture pictures album podcast podcasts hobby fun entertain entertained entertainment quiz puzzle sing dance
        novel holiday holidays vacation trivia joke sport sports football""",
    "style": """decorate decoration paint colour colours color colors wallpaper theme themes style styles personalise
        personalize customise customize avatar logo font fashion outfit dress jewellery perfume furniture carpet curtains
        uniform costume badge-design makeup hairstyle ornament repaint""",
    "selling": """advertise advertising advert adverts promote attract customers audience followers brand branding
        campaign campaigns marketing publicity newsletter sponsor sponsors sponsorship leads prospects visitors fans
        merchandise upsell website seo""",
    "career": """hire hiring recruit recruiting candidate candidates job jobs career careers vacancy vacancies cv resume
        interview apprentice apprentices apprenticeship intern interns trainee employer promoted qualification
        qualifications certificate""",
    "learning": """learn teach lesson lessons course courses train training exam exams study practise practice skill
        skills language languages tutor pupil pupils student students school class classes homework mark marks grade
        workshop seminar""",
    "fitness": """fit fitness exercise steps calorie calories diet weight muscle jog gym yoga meditate meditation pulse
        heartbeat workout slim""",
    "planet": """carbon footprint emission emissions climate solar renewable recycle recycling recycled greener
        sustainable sustainability offset biodiversity""",
    "weather": """weather forecast rain wind storm sun snow frost temperature humidity heat cold ice""",
    "food": """cook cooks cooking meal meals recipe recipes eat food kitchen bake baker bread menu lunch dinner breakfast
        taste drink coffee restaurant snack dish dishes wine beer oven caterer chef tray loaf cafe diner hungry""",
    "learning-of-past": """history ancestors genealogy heritage museum archive""",
    "care": """patient patients nurse nurses doctor doctors dose drug drugs medicine symptom diagnosis ward clinic hospital
        pain therapy vaccine surgery treatment midwife wound blood health sick ill carer dementia pharmacy pharmacist""",
    "papers": """form forms paper papers sign copy retype re-type enter re-enter type record records register file files
        document documents report letter letters print scan chart log spreadsheet note notes sheet diary stamp key re-key
        list signature certificate page pages permit""",
    "goods": """parcel parcels deliver delivery order orders ship stock shelf shelves warehouse label labels box boxes
        load unload return package courier supply supplier crate pallet barcode lorry van pick picker pack""",
    "roads": """route map road roads drive driver drivers gate station direction street platform park parking travel
        journey trip bus buses train trains tram bike cycle cyclist ferry port traffic fuel truck flight taxi lane bridge
        passenger passengers commuter commuters airport""",
    "rooms": """room rooms flat flats house landlord tenant tenants lease rent hotel guest guests bed building floor door
        lift elevator roof boiler heating plumber lamp window stairs""",
    "land": """field fields crop crops harvest soil farm farmer farmers animal animals cow cows vet garden gardener plant
        plants seed orchard tractor bee bees hive forest tree trees allotment fish fisher""",
    "repair": """repair repairs mend broken fix tool tools machine machines part parts spare valve pump engine fault
        battery mechanic technician replace leak weld""",
    "law": """law rule rules court lawyer contract regulation inspector licence license judge police hearing witness
        complaint appeal""",
    "code": """code software build server servers test tests deploy release bug bugs log logs database script engineer
        engineers developer developers maintainer package query queries api""",
    "keys": """password passwords login log-in sign-in access lock locked theft fraud privacy safe token pin identity""",
}  # fmt: skip
_FIELDS: dict[str, frozenset[str]] = {
    name: frozenset(stem(word) for word in told.split()) for name, told in _WORDS.items()
}
# Fields that a need strays into when somebody's pet idea is glued to another's pain.
PETS = frozenset(
    "money praise company play style selling career learning fitness planet weather food".split()
)


@lru_cache(maxsize=8192)
def fields_of(root: str) -> frozenset[str]:
    """Give the fields that a stem belongs to."""
    return frozenset(name for name, members in _FIELDS.items() if root in members)


def topics(roots: Iterable[str]) -> frozenset[str]:
    """Give the fields that some stems belong to."""
    return frozenset().union(*(fields_of(root) for root in roots))
