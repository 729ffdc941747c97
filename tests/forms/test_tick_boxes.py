"""Of boxes to tick only what is ticked is said."""

import pytest

from collector.forms.nil import is_nil
from collector.forms.tick_boxes import ticked
from tests.shipped import SPEC


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("☑ ไม่มีปัญหา อุปสรรค\n☐ มีปัญหา อุปสรรค (ระบุ) ..........", "ไม่มีปัญหา อุปสรรค"),
        ("☐ มีปัญหา\n☑ ไม่มี", "ไม่มี"),
        ("( / ) ไม่มี\n(   ) มี", "ไม่มี"),
        ("[x] ไม่มี\n[ ] มี", "ไม่มี"),
        ("✓ ไม่มี\n□ มี", "ไม่มี"),
        ("☑ ไม่มี", "ไม่มี"),
        ("☐ ไม่มี\n☐ มี", "☐ ไม่มี\n☐ มี"),  # a form of which nothing is ticked says nothing
        ("☑ ไม่มี\nงบประมาณล่าช้า", "☑ ไม่มี\nงบประมาณล่าช้า"),
        ("งบประมาณล่าช้า", "งบประมาณล่าช้า"),
    ],
)
def test_what_is_ticked_is_said(text: str, said: str) -> None:
    assert ticked(text) == said


@pytest.mark.parametrize(
    ("text", "nil"),
    [
        ("☑ ไม่มีปัญหา อุปสรรค\n☐ มีปัญหา อุปสรรค (ระบุ) ..........", True),
        ("☐ ไม่มีปัญหา อุปสรรค\n☑ มีปัญหา อุปสรรค (ระบุ) งบประมาณล่าช้า", False),
        ("☐ ไม่มี\n☐ มี", False),
        ("1. ด้านสาธารณภัย : ไม่มี", True),
        ("1. ด้านสาธารณภัย : ไม่มี\n2. ด้านการควบคุมโรคติดต่อ: ไม่พบปัญหา", True),
        ("ด้านสาธารณภัย : ไม่มีงบประมาณ", False),
        ("เจ้าหน้าที่ประจำศูนย์ : ไม่มี", False),  # a lack
    ],
)
def test_boxes_and_fields_of_which_there_is_nothing(text: str, nil: bool) -> None:
    assert is_nil(text, SPEC) is nil
