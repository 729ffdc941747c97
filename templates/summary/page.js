// Filters the entries by what is typed: every word must stand somewhere in the row. Thai and Arabic digits are equal.
"use strict";
(() => {
  const plain = (text) =>
    text.normalize("NFC").toLowerCase().replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));
  const thai = (number) => String(number).replace(/\d/g, (digit) => String.fromCharCode(0x0e50 + Number(digit)));
  // A search can be kept as a link: page.html#q=…
  const kept = new URLSearchParams(location.hash.slice(1)).get("q");
  for (const filter of document.querySelectorAll(".filter")) {
    const box = filter.querySelector("input");
    const count = filter.querySelector("output");
    const lines = filter.closest("section").querySelectorAll("tbody tr");
    const rows = [...lines].map((row) => [row, plain(row.textContent)]);
    const apply = () => {
      const wanted = plain(box.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [row, text] of rows) {
        row.hidden = !wanted.every((word) => text.includes(word));
        if (!row.hidden) shown += 1;
      }
      count.textContent = count.dataset.words.replace("{shown}", thai(shown)).replace("{all}", thai(rows.length));
    };
    box.addEventListener("input", apply);
    filter.querySelector("button").addEventListener("click", () => { box.value = ""; apply(); box.focus(); });
    filter.hidden = false;
    if (kept) box.value = kept;
    apply();
  }
})();
