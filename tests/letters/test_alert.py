"""How an alert names the department within its sentences; its other words are held in tests/daemon/test_alerts.py."""

import pytest

from collector.letters.alert import Notice, probe, sentences_of
from tests.letters.samples import NOW, letterhead
from tests.letters.test_compose import WORDING, text_of


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("สสอ.เขาพนม", "ระบบรับรายงานของ สสอ.เขาพนมปฏิบัติงาน"),
        ("สำนักงานสาธารณสุขอำเภอเขาพนม", "ระบบรับรายงานของสำนักงานสาธารณสุขอำเภอเขาพนมปฏิบัติงาน"),
    ],
)
def test_the_department_stands_apart_from_thai_words_where_it_is_abbreviated(name: str, said: str) -> None:
    sentences = sentences_of(Notice("sign-in", NOW, "refused"), letterhead(name=name), WORDING, NOW)
    assert said in sentences["opening"]
    assert said.removesuffix("ปฏิบัติงาน") in text_of(probe(letterhead(name=name), WORDING, NOW))
