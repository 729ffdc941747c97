"""Where our own server's word stands among the lines that servers put on top of a mail, and where only a sender can have put it."""

import pytest

from collector.mail.boundary import results_of
from collector.mail.mime import take_apart

GMAILS = """Delivered-To: reports@gmail.com
Received: by 2002:a05:6402:51ca:b0:5c9:6ae4:fd8c with SMTP id r10csp1234567edd;
        Mon, 7 Jan 2019 02:11:12 -0800 (PST)
X-Received: by 2002:a17:902:ec83:b0:20c:8f98:5dbf with SMTP id d9443c01a7336;
        Mon, 07 Jan 2019 02:11:11 -0800 (PST)
Return-Path: <office@krabi.go.th>
Received: from mail.krabi.go.th (mail.krabi.go.th. [203.0.113.9])
        by mx.google.com with ESMTPS id v6-20020a17 (version=TLS1_3);
        Mon, 07 Jan 2019 02:11:11 -0800 (PST)
Received-SPF: pass (google.com: domain of office@krabi.go.th designates 203.0.113.9 as permitted sender)
Authentication-Results: mx.google.com; OURS
Received: from pc (unknown [10.0.0.7]) by mail.krabi.go.th (Postfix) with ESMTPSA id 4B
Authentication-Results: mail.krabi.go.th; auth=pass smtp.auth=office
"""
MICROSOFTS = """Received: from DM6PR04CA0012.namprd04.prod.outlook.com (2603:10b6:5:334::17) by
 SI2PR01MB4.apcprd01.prod.exchangelabs.com (2603:1096::1) with Microsoft SMTP Server
Received: from DM6NAM12FT037.eop-nam12.prod.protection.outlook.com
 (2603:10b6:5:334:cafe::d6) by DM6PR04CA0012.outlook.office365.com (2603:10b6) with Microsoft SMTP Server
Authentication-Results: spf=pass OURS
Received: from mail.krabi.go.th (203.0.113.9) by
 DM6NAM12FT037.mail.protection.outlook.com (10.13.1.2) with Microsoft SMTP Server
Authentication-Results: mail.krabi.go.th; auth=pass smtp.auth=office
"""
DEPARTMENTS = """Return-Path: <office@krabi.go.th>
Received: from localhost by mail.dept.go.th with LMTP id aBc; Mon, 7 Jan 2019 10:11:12 +0700
Received: from scan (localhost [127.0.0.1]) by scan.localdomain (Postfix) with ESMTP id 4C
Authentication-Results: mx.dept.go.th; OURS
Received: from mail.krabi.go.th (mail.krabi.go.th [203.0.113.9]) by mx.dept.go.th (Postfix) with ESMTPS id 4A
"""
# The mailbox lies with Microsoft, and the office's filter, whose word is asked for, stands before it.
FILTERS = """Received: from DM6.prod.outlook.com (2603::17) by SI2.prod.outlook.com (2603::1) with Microsoft SMTP Server
Received: from relay.filter.example (198.51.100.7) by DM6.mail.protection.outlook.com (10.13.1.2)
Authentication-Results: relay.filter.example; OURS
Received: from mail.krabi.go.th by relay.filter.example with ESMTP
"""


def results(head: str, trusted: str) -> list[str]:
    return results_of(take_apart(f"{head}From: a@krabi.go.th\n\nhello\n".encode()).top, trusted)[0]


@pytest.mark.parametrize(
    ("head", "trusted"),
    [
        (GMAILS, "mx.google.com"),
        (GMAILS, "google.com"),
        (MICROSOFTS, "microsoft"),
        (DEPARTMENTS, "mx.dept.go.th"),
        (DEPARTMENTS, "MX.dept.go.th"),
        (FILTERS, "relay.filter.example"),
    ],
)
def test_what_our_server_wrote_stands_below_lines_of_its_own(head: str, trusted: str) -> None:
    assert "OURS" in results(head, trusted)[0]


@pytest.mark.parametrize(
    "inner",
    [
        "scan",
        "localhost",
        "scan.office.local",
        "scan.lan",
        "scan.internal",
        "10.1.2.3",
        "[10.1.2.3]",
        "2002:a05:6402:51ca::8c",
        "filter.dept.go.th",
        "in.mx.dept.go.th",
        "MX.DEPT.GO.TH.",
    ],
)
def test_the_inner_parts_of_our_own_house_are_no_foreign_servers(inner: str) -> None:
    outer = "Received: from localhost by mx.dept.go.th with ESMTP id 4D\n"
    head = outer + DEPARTMENTS.replace("scan.localdomain", inner)
    assert "OURS" in results(head, "mx.dept.go.th")[0]
    assert "OURS" in results(head.replace(f" by {inner}", " by hand"), "mx.dept.go.th")[0]


@pytest.mark.parametrize(
    ("ours", "foreign"),
    [
        ("mx.dept.go.th", "relay.evil.example"),
        ("mail.dept.go.th", "relay.evil.example"),
        ("MAIL.DEPT.GO.TH.", "RELAY.EVIL.EXAMPLE."),
        ("mx.dept.go.th", "relay.evil.go.th"),
        ("mx.dept.go.th", "mx.dept.go.th.evil.example"),
        ("mx.dept.go.th", "xdept.go.th"),
    ],
)
@pytest.mark.parametrize("trusted", ["mx.dept.go.th", "MX.Dept.go.th"])
def test_whoever_had_the_mail_before_our_server_is_a_foreign_one(
    ours: str, foreign: str, trusted: str
) -> None:
    lines = [f"Received: from a (a [192.0.2.1]) by {host} with ESMTP id 1\n" for host in (ours, foreign)]
    forged = f"Authentication-Results: {trusted}; dmarc=pass header.from=krabi.go.th\n"
    assert results(lines[0] + forged, trusted) != []
    assert results(lines[0] + lines[1] + forged, trusted) == []
    assert results(lines[0] + lines[1] + lines[0] + forged, trusted) == []  # he wrote that line too


def test_a_server_that_bears_the_name_of_its_house_is_not_near_to_all_of_com() -> None:
    lines = "".join(f"Received: by {host} with SMTP id 1\n" for host in ("mx.google.com", "relay.evil.com"))
    assert results(f"{lines}Authentication-Results: google.com; dmarc=pass\n", "google.com") == []


@pytest.mark.parametrize(
    ("head", "trusted"),
    [
        (GMAILS.replace("Authentication-Results: mx.google.com; OURS\n", ""), "mx.google.com"),
        (DEPARTMENTS.replace("Authentication-Results: mx.dept.go.th; OURS\n", ""), "mx.dept.go.th"),
    ],
)
def test_below_a_foreign_servers_line_nothing_is_ours(head: str, trusted: str) -> None:
    """A sender wrote it: our server, which wrote nothing this time, had not had the mail yet."""
    forged = f"Authentication-Results: {trusted}; dmarc=pass header.from=krabi.go.th\n"
    relay = "Received: from pc (pc [192.0.2.1] by mx.dept.go.th) by relay.evil.example with ESMTPA\n"
    assert f"{trusted}; dmarc=pass header.from=krabi.go.th" not in results(head + relay + forged, trusted)
    assert f"{trusted}; dmarc=pass header.from=krabi.go.th" in results(head + relay + forged, "")
    others = "Authentication-Results: mx.other.example; none\n"
    assert results(head + relay + forged + others, trusted)[-1] == "mx.other.example; none"


def test_of_microsofts_fields_which_bear_no_name_none_below_a_foreign_line_is_theirs() -> None:
    head = MICROSOFTS.replace("Authentication-Results: spf=pass OURS\n", "")
    forged = (
        "Received: by mail.krabi.go.th; Mon, 7 Jan 2019 10:11:12 +0700\nAuthentication-Results: dmarc=pass\n"
    )
    assert results(head + forged, "microsoft") == ["mail.krabi.go.th; auth=pass smtp.auth=office"]


def test_fields_are_told_from_top_to_bottom_on_one_line() -> None:
    assert results(GMAILS, "") == ["mx.google.com; OURS", "mail.krabi.go.th; auth=pass smtp.auth=office"]
    assert results("", "mx.google.com") == []
    assert results("Authentication-Results: mx.a.th;\n\tnone\n", "mx.a.th") == ["mx.a.th; none"]


def test_all_fields_of_our_server_above_a_foreign_line_are_told() -> None:
    second = "Authentication-Results: mx.google.com; dmarc=fail\n"
    ours = "Authentication-Results: mx.google.com; OURS\n"
    told = ["mx.google.com; OURS", "mx.google.com; dmarc=fail"]
    assert results(GMAILS.replace(ours, ours + second), "mx.google.com")[:2] == told
    foreign = "Received: by mail.krabi.go.th; Mon, 7 Jan 2019 10:11:12 +0700\n"
    assert results(GMAILS.replace(ours, ours + foreign + second), "mx.google.com")[:2] == [
        told[0],
        "mail.krabi.go.th; auth=pass smtp.auth=office",
    ]
