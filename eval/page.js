"use strict";
// Without this script the table of cases is whole and the search stays hidden.
const search = document.querySelector(".search");
if (search) {
  const words = search.querySelector("input[type=search]");
  const faulty = search.querySelector("input[type=checkbox]");
  const count = search.querySelector("[role=status]");
  const rows = [...document.querySelectorAll("#cases tbody tr")].map((row) => [
    row, row.textContent.toLowerCase(), row.querySelector("[data-faulty]") !== null,
  ]);
  const narrow = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [row, text, isFaulty] of rows) {
      row.hidden = (faulty.checked && !isFaulty) || !wanted.every((word) => text.includes(word));
      shown += !row.hidden;
    }
    count.textContent = `${shown} of ${rows.length} rows`;
  };
  const asked = new URLSearchParams(location.hash.slice(1)).get("search");
  if (asked) words.value = asked;
  words.addEventListener("input", narrow);
  faulty.addEventListener("change", narrow);
  search.hidden = false;
  narrow();
}
