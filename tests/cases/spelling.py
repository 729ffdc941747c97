"""Cases whose Thai is typed in ways that look right on paper: split sara am, doubled sara e, marks in another order."""

from collections.abc import Iterator
from itertools import cycle

from tests.cases.case import Case, document, filed, nil
from tests.cases.paper import HEAD, UNITS, Said, around, form, said

SARA_AM, NIKHAHIT, SARA_AA = "\u0e33", "\u0e4d", "\u0e32"
TONES, VOWELS = "\u0e48\u0e49\u0e4a\u0e4b", "\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e31"


def split_am(text: str) -> str:
    """น้ำ as น + nikhahit + tone + aa, as some programs store it."""
    for tone in TONES:
        text = text.replace(tone + SARA_AM, NIKHAHIT + tone + SARA_AA)
    return text.replace(SARA_AM, NIKHAHIT + SARA_AA)


def late_tone(text: str) -> str:
    """The tone after the sara am."""
    for tone in TONES:
        text = text.replace(tone + SARA_AM, SARA_AM + tone)
    return text


def early_tone(text: str) -> str:
    """The tone before the vowel that belongs below it."""
    for vowel in VOWELS:
        for tone in TONES:
            text = text.replace(vowel + tone, tone + vowel)
    return text


def double_e(text: str) -> str:
    return text.replace("แ", "เเ")


def zero_width(text: str) -> str:
    """Word-break marks as web pages and phones put them in."""
    return "\u200b".join(text[n : n + 6] for n in range(0, len(text), 6))


def unbreaking(text: str) -> str:
    return text.replace(" ", "\u00a0")


def joiners(text: str) -> str:
    """Byte-order marks, joiners and soft hyphens from pasted text."""
    return "\ufeff" + text.replace("การ", "การ\u200d").replace("ความ", "\u2060ความ").replace(
        "ประ", "ประ\u00ad"
    )


WAYS = (split_am, late_tone, early_tone, double_e, zero_width, unbreaking, joiners)


def cases() -> Iterator[Case]:
    programs = cycle(("docx", "xlsx", "html", "xls", "ods"))
    names = cycle(("อำนาจเจริญ", "ลำปาง", "กำแพงเพชร", "แพร่", "น่าน", "แม่ฮ่องสอน", "หนองบัวลำภู", "กระบี่", "ภูเก็ต"))
    for n, way in enumerate(WAYS * 2):
        unit, entries = UNITS[next(names)], (WATER, *said(2, n))
        written = [Said(*(way(text) for text in one.cells)) for one in entries]
        head = [way(title) for title in HEAD]
        month = way("ประจำเดือนเมษายน ๒๕๖๑" if n == 0 else "ประจำเดือนธันวาคม ๒๕๖๑")
        content = form(
            written, province=way(f"จังหวัด{unit.name}"), month=month, head=head, number=("{t}. ", "")[n % 2]
        )
        period = "2018-04" if n == 0 else "2018-12"
        case = document(
            "thai-spelling",
            next(programs),
            [way(str(content[0])), *content[1:]],
            filed(entries, unit, period),
        )
        yield case.at("2018-05-04T09:00:00+07:00") if n == 0 else case
    for way in (zero_width, unbreaking, joiners):
        yield document(
            "thai-spelling", "docx", around([(way("จังหวัดกระบี่"), way("ไม่มีปัญหา อุปสรรค"), "-", "", "")]), nil()
        )
    doubled = WATER.problem.replace("้", "้้").replace("ี่", "ี่่")
    yield document(
        "thai-spelling",
        "docx",
        form([Said(doubled, WATER.solution)]),
        filed([Said(WATER.problem, WATER.solution)]),
    )


WATER = Said(
    "น้ำท่วมซ้ำซากในพื้นที่ ทำให้การช่วยเหลือแก่ผู้ได้รับความเดือดร้อนล่าช้า",
    "กำชับให้ อปท. สำรวจและจัดทำแผนป้องกันน้ำท่วม ทั้งนี้ให้แล้วเสร็จก่อนถึงฤดูฝน",
    "พระราชบัญญัติป้องกันและบรรเทาสาธารณภัย พ.ศ. ๒๕๕๐",
)
