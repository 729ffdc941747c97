"""Which domains are everybody's, and that the lists hold nothing but domains as DNS writes them."""

import re
from pathlib import Path

import pytest

from collector.public_domains import is_everybodys
from collector.shipped import shipped

LINE = re.compile(r"(?:!|\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")


@pytest.mark.parametrize(
    "domain",
    [
        *("th", "com", "localhost", "", "GO.TH", "go.th.", "com.th", "co.uk", "k12.ca.us", "kobe.jp"),
        *("online.th", "shop.th", "xn--12cfi8ixb8l.xn--o3cw4h", "xn--o3cw4h"),
        *("github.io", "blogspot.com", "herokuapp.com", "pages.dev", "anything.ck", "a.kobe.jp"),
        *(
            "gmail.com",
            "hotmail.fr",
            "live.nl",
            "yahoo.com.sg",
            "outlook.jp",
            "tuta.com",
            "mail.go.th",
            "Mail.Go.Th",
        ),
    ],
)
def test_a_domain_of_everybody(domain: str) -> None:
    assert is_everybodys(domain)


@pytest.mark.parametrize(
    "domain",
    [
        *("krabi.go.th", "krabi.mail.go.th", "gmail.go.th", "x.github.io", "office.gmail.com", "in-th.org"),
        *("www.ck", "city.kobe.jp", "a.b.kobe.jp", "xn--12c1fe4d.xn--o3cw4h", "dept.example", "dla.go.th"),
    ],
)
def test_a_domain_of_somebody(domain: str) -> None:
    assert not is_everybodys(domain)


@pytest.mark.parametrize("name", ["public-suffixes.txt", "public-mail.txt"])
def test_the_lists_are_sorted_domains_each_once(name: str, project: Path) -> None:
    told = (project / "collector/data" / name).read_text("ascii").splitlines()
    lines = [line for line in told if line and not line.startswith("//")]
    assert len(set(lines)) == len(lines)
    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_where_doctor_knows_a_public_mail_service_it_is_one() -> None:
    offices = {"dla.go.th", "moi.go.th"}
    assert [name for name in shipped("doctor.toml")["domains"] if not is_everybodys(name)] == sorted(offices)
