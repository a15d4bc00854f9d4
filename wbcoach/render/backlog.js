"use strict";
// Without this script all statements stand in the document, in the order of the rows; with it some of them do, those asked for.
const form = document.querySelector("form.find");
const source = document.querySelector("#statements noscript");
if (form && source) {
  const list = document.querySelector("#list");
  const found = document.querySelector("#found");
  const pager = document.querySelector(".pager");
  const onPage = document.querySelector("#page");
  const fields = [...form.elements].filter((one) => one.name);
  const head = / id="s(\d+)" data-v="([^"]*)" data-c="([^"]*)" data-l="([^"]*)" data-t="([^"]*)" data-k="([^"]*)" data-o="([^"]*)"/;
  const all = [];
  for (const line of source.textContent.split("\n")) {
    const told = line.startsWith("<article") && head.exec(line.slice(0, 4000));
    if (told) {
      all.push({
        line, row: Number(told[1]), verdict: told[2], codes: ` ${told[3]} `, lenses: ` ${told[4]} `, team: told[5], day: told[6],
        order: told[7].split(",").map(Number), words: null,
      });
    }
  }
  source.textContent = "";
  // Places in `order`: ready, severity, against, support, weight of the pitfalls, findings (each less is first), supports, linked.
  const against = (one) => one.order[2] < 0;
  const byOrder = (a, b, places) => {
    for (const place of places) if (a.order[place] !== b.order[place]) return a.order[place] - b.order[place];
    return a.row - b.row;
  };
  const sorts = {
    rework: (a, b) => byOrder(a, b, [0, 1, 2, 3, 4, 5]),
    ready: (a, b) => b.order[0] - a.order[0] || a.order[3] - b.order[3] || b.order[7] - a.order[7] || b.order[5] - a.order[5] || a.row - b.row,
    row: (a, b) => a.row - b.row,
    findings: (a, b) => byOrder(a, b, [5]),
    feedback: (a, b) => byOrder(a, b, [3]),
    newest: (a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.row - b.row),
  };
  const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  const escaped = (text) => text.toLowerCase().replace(/[&<>"']/g, (sign) => escapes[sign]);
  const wordsOf = (one) => {
    if (one.words === null) {
      // Its id and its own words; not what was found in them.
      const start = one.line.indexOf("<h3"), text = one.line.indexOf('<p class="text">', start);
      const parts = [one.line.slice(start, one.line.indexOf("<span", start)), one.line.slice(text, one.line.indexOf("</p>", text))];
      one.words = parts.join(" ").replace(/<sup>[^<]*<\/sup>|<[^>]*>/g, "").replace(/&#10;|\s+/g, " ").toLowerCase();
    }
    return one.words;
  };
  const evidence = {
    for: (one) => one.order[6] > 0, none: (one) => one.order[6] === 0, linked: (one) => one.order[7] > 0, against,
  };
  let shown = all, page = 0, wished = {};
  const size = () => Number(form.elements.size.value);
  const pages = () => Math.max(1, Math.ceil(shown.length / size()));
  const put = (some) => {
    const holder = document.createElement("template");
    holder.innerHTML = some.map((one) => one.line).join("\n");
    list.replaceChildren(holder.content);
  };
  const draw = () => {
    page = Math.min(Math.max(0, page), pages() - 1);
    put(shown.slice(page * size(), (page + 1) * size()));
    const count = (number) => number.toLocaleString("en");
    found.textContent = `${count(shown.length)} of ${count(all.length)} statements`;
    onPage.textContent = `Page ${count(page + 1)} of ${count(pages())}`;
    for (const button of pager.querySelectorAll("button")) {
      button.disabled = { first: page === 0, back: page === 0, on: page + 1 === pages(), last: page + 1 === pages() }[button.dataset.to];
    }
    pager.hidden = shown.length <= size();
  };
  const narrow = () => {
    wished = Object.fromEntries(fields.map((one) => [one.name, one.value]));
    const words = escaped(wished.words).split(/\s+/).filter(Boolean);
    shown = all.filter((one) =>
      (!wished.verdict || one.verdict === wished.verdict)
      && (!wished.pitfall || one.codes.includes(` ${wished.pitfall} `))
      && (!wished.lens || one.lenses.includes(` ${wished.lens} `))
      && (!wished.team || one.team === wished.team)
      && (!wished.evidence || evidence[wished.evidence](one))
      && words.every((word) => wordsOf(one).includes(word)));
    shown.sort(sorts[wished.sort]);
    page = 0;
    draw();
  };
  const remember = () => {
    const asked = new URLSearchParams();
    for (const one of fields) {
      if (one.value && one.value !== (one.options ? one.options[0].value : "")) asked.set(one.name, one.value);
    }
    try { history.replaceState(null, "", `#${asked}`); } catch { /* a page without an address has none to keep it in */ }
  };
  const show = (row) => {
    if (!shown.some((one) => one.row === row)) { form.reset(); clearTimeout(waiting); narrow(); }
    const place = shown.findIndex((one) => one.row === row);
    if (place < 0) return;
    page = Math.floor(place / size());
    draw();
    const heading = document.getElementById(`s${row}-h`);
    heading.scrollIntoView({ block: "center" });
    heading.focus({ preventScroll: true });
  };
  const follow = (jump) => {
    const hash = location.hash.slice(1);
    const row = /^s(\d+)$/.exec(hash);
    if (row) return show(Number(row[1]));
    if (!hash.includes("=")) return undefined;
    form.reset();
    clearTimeout(waiting);
    for (const [name, value] of new URLSearchParams(hash)) {
      const field = fields.find((one) => one.name === name);
      if (field) field.value = value;
      if (field && field.selectedIndex === -1) field.selectedIndex = 0;
    }
    narrow();
    if (jump) { form.scrollIntoView(); fields[0].focus({ preventScroll: true }); }
    return undefined;
  };
  for (const one of document.querySelectorAll("[data-filter]")) {
    const link = document.createElement("a");
    link.href = `#${one.dataset.filter}`;
    link.title = "Show these statements";
    link.append(...one.childNodes);
    one.append(link);
  }
  let waiting = 0;
  const later = (ms) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { narrow(); remember(); }, ms);
  };
  form.addEventListener("input", () => later(120));
  form.addEventListener("reset", () => later(0));
  form.addEventListener("submit", (event) => event.preventDefault());
  pager.addEventListener("click", (event) => {
    const to = event.target.dataset.to;
    if (!to) return;
    page = { first: 0, back: page - 1, on: page + 1, last: pages() - 1 }[to];
    draw();
    list.querySelector("h3")?.focus({ preventScroll: true });
    form.scrollIntoView();
  });
  addEventListener("hashchange", () => follow(true));
  // Paper has no pages to turn: what is asked for is printed whole, up to what a printer can take.
  let opened = [];
  addEventListener("beforeprint", () => {
    if (shown.length <= 1000) put(shown);
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
    draw();
  });
  form.hidden = false;
  narrow();
  follow(true);
}
