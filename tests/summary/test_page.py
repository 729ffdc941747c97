"""The web page: as HTML, and in a real browser."""

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import lxml.html
import pytest

from collector.errors import TemplateError
from collector.summary.page import make_page
from collector.summary.standings import SummaryTable
from collector.summary.words import SummaryWords
from collector.wording import Wording
from tests.summary.dataset import HOSTILE


def test_it_holds_every_entry_unit_and_held_mail(month_table: SummaryTable, words: SummaryWords) -> None:
    page = lxml.html.fromstring(make_page([month_table], words))
    assert page.get("lang") == "th"
    assert len(page.xpath("//section[@id='entries']//tbody/tr")) == len(month_table.entries)
    assert len(page.xpath("//section[@id='grid']//tbody/tr")) == 76
    assert len(page.xpath("//section[@id='held']//tbody/tr")) == 4
    assert page.xpath("string(//dl[@id='figures']/div[1])") == "รายงานที่ต้องส่ง๗๖"


def test_the_grid_of_a_year_has_a_letter_for_each_month(
    year_table: SummaryTable, words: SummaryWords
) -> None:
    page = lxml.html.fromstring(make_page([year_table], words))
    krabi = page.xpath("//section[@id='grid']//tbody/tr[td[1]='กระบี่']/td[contains(@class, 'mark')]")
    line = next(line for line in year_table.lines if line.unit.name == "กระบี่")
    assert [cell.text or "" for cell in krabi] == [words.mark(standing.state) for standing in line.standings]
    assert krabi[2].get("title") == "รอเจ้าหน้าที่ตรวจสอบ"


def test_text_from_outside_is_escaped(month_table: SummaryTable, words: SummaryWords) -> None:
    html = make_page([month_table], words)
    assert HOSTILE.startswith("=HYPERLINK")
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in html
    assert html.count("<script>") == 1
    assert "\x1b" not in html
    assert not set("\u202e\u2067\u200f") & set(html)


def test_it_names_nothing_outside_itself_but_the_archive(
    month_table: SummaryTable, words: SummaryWords
) -> None:
    page = lxml.html.fromstring(make_page([month_table], words, "../data/archive"))
    links = {value for _, _, value, _ in page.iterlinks() if not value.startswith("#")}
    assert links
    assert all(link.startswith("../data/archive/") for link in links)
    assert not page.xpath("//link | //img | //iframe | //script[@src]")
    assert not re.search(r"url\(|@import", make_page([month_table], words))


def test_a_departments_own_page_that_is_broken_is_named(tmp_path: Path, month_table: SummaryTable) -> None:
    (tmp_path / "summary").mkdir()
    (tmp_path / "summary" / "page.html.j2").write_text("{{ nothing_of_the_kind }}", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"page\.html\.j2.*nothing_of_the_kind"):
        make_page([month_table], SummaryWords(Wording(tmp_path)))


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A web server that remembers what it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", paths
        server.shutdown()
        thread.join()


def browse(page: Path, profile: Path, search: str = "") -> tuple[lxml.html.HtmlElement, str]:
    """The page's DOM after its script ran, and what the browser logged. Fails, not skips, without Chromium."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert browser, "this test needs Chromium (Debian: apt-get install chromium)"
    done = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--no-first-run",
            "--enable-logging=stderr",
            f"--user-data-dir={profile}",
            "--dump-dom",
            page.as_uri() + (f"#q={quote(search)}" if search else ""),
        ],
        capture_output=True,
        timeout=600,
        check=True,
    )
    return lxml.html.fromstring(done.stdout.decode()), done.stderr.decode(errors="replace")


@pytest.mark.chromium
def test_in_a_real_browser_the_filter_works_and_nothing_is_loaded(
    tmp_path: Path, month_table: SummaryTable, words: SummaryWords, asked: tuple[str, list[str]]
) -> None:
    """THE test that needs Chromium. A hostile entry tries to fetch from a server and to run a script: neither happens."""
    address, paths = asked
    trap = f"<img src={address}/img><script src={address}/script></script><link rel=stylesheet href={address}/css>"
    texts = (trap, "", "", "หนังสือ ที่ มท ๐๘๑๐")
    entries = (*month_table.entries, replace(month_table.entries[0], texts=texts))
    path = tmp_path / "สรุป.html"
    path.write_text(make_page([replace(month_table, entries=entries)], words), encoding="utf-8")

    page, log = browse(path, tmp_path / "profile", search="0810 IMG")
    rows = page.xpath("//section[@id='entries']//tbody/tr")
    shown = [row for row in rows if row.get("hidden") is None]
    assert len(rows) == len(entries)
    assert [row[3].text for row in shown] == [trap]
    assert page.xpath("string(//output)") == f"แสดง ๑ จาก {words.number(len(entries))} รายการ"
    assert page.xpath("//p[@class='filter']")[0].get("hidden") is None
    assert paths == []
    assert "CONSOLE" not in log, log


def test_without_a_script_everything_is_shown_and_the_filter_is_not(
    month_table: SummaryTable, words: SummaryWords
) -> None:
    page = lxml.html.fromstring(make_page([month_table], words))
    assert page.xpath("//p[@class='filter']")[0].get("hidden") is not None
    assert not page.xpath("//tbody/tr[@hidden]")
