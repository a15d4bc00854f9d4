"""Words that the rules of tampering put in place of others: numerals, negations, words that mean nearly the same."""

from __future__ import annotations

from typing import Final

NUMERALS: Final = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty ninety".split()
# Patterns of a negation, and what stands there once it is taken out.
NEGATIONS: Final = (
    (r"\bcan't\b|\bcannot\b", "can"),
    (r"\bwon't\b", "will"),
    (r"\b(do|does|did|is|was|are|were|could|would|should|has|have|had)n't\b", r"\1"),
    (r"\bnobody\b", "somebody"),
    (r"\bnothing\b", "something"),
    (r"\bwithout\b", "with"),
    (r"\bnone\b", "some"),
    (r"\bnever ", ""),
    (r"\bnot ", ""),
    (r"\bno (?=[a-z]+)", "one "),
)
# Our own table of words that say nearly the same; both sides are plain words of feedback.
SYNONYMS: Final = dict(
    pair.split("=")
    for pair in """
    invoice=bill invoices=bills client=customer clients=customers pay=settle paid=settled payment=transfer payments=transfers
    letter=note phone=ring called=rang told=informed ask=enquire asked=enquired wait=linger waited=lingered week=fortnight
    appointment=visit appointments=visits clinic=practice doctor=physician nurse=carer results=findings result=finding
    tests=checks test=check build=run builds=runs log=journal error=fault errors=faults failed=broke fails=breaks slow=sluggish
    quick=speedy fast=swift easy=simple hard=tough good=decent bad=poor big=large small=little whole=entire wrong=mistaken
    screen=display page=view button=knob open=launch look=glance see=spot find=locate keep=hold send=post sent=posted
    need=require want=wish wants=wishes start=begin stop=halt change=alter changed=altered move=shift moved=shifted
    month=quarter morning=evening today=tonight everyone=anyone people=folks colleague=peer team=crew money=cash cost=price
    every=each again=anew before=until after=since always=forever often=regularly just=only really=truly
    """.split()
)
