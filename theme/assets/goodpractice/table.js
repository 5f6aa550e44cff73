/** Tables: entries as a file that spreadsheets open, made in the browser and sent nowhere. */

/** What a spreadsheet would take for a formula, however wide its letters are. */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r]/;

/** Rows as comma-separated values (RFC 4180). A cell that begins like a formula stays a text. */
export function csv(rows) {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text) {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** A name for the file that says what is in it. */
export function fileName(parts) {
  const name = parts
    .join("-")
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return `${name.slice(0, 100).replace(/-+$/, "") || "list"}.csv`;
}

/** Offer a text to be saved; the mark at its front tells spreadsheets that it is UTF-8. */
export function save(name, text) {
  const href = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
