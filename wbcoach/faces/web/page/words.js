// Places in texts: code points as the server counts them, code units as a browser does; and two texts word by word.

/** Give the code-unit offset of each code point of a text, its length included. */
export function units(text) {
  const places = [];
  let at = 0;
  for (const sign of text) {
    places.push(at);
    at += sign.length;
  }
  places.push(at);
  return places;
}

/** Move spans of an old text to where they stand in the new one; those that an edit touches are left out. */
export function moved(spans, old, now) {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  const most = Math.min(old.length, now.length) - head;
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const shift = now.length - old.length;
  return spans.flatMap((span) => {
    if (span.end <= head) return [span];
    if (span.start >= old.length - tail) return [{ ...span, start: span.start + shift, end: span.end + shift }];
    return [];
  });
}

/** Cut a text at the edges of spans; give pieces {text, over}, where `over` are the spans that cover a piece. */
export function pieces(text, spans) {
  const edges = [...new Set([0, text.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  return edges.slice(1).map((end, place) => {
    const start = edges[place];
    return { text: text.slice(start, end), over: spans.filter((span) => span.start <= start && span.end >= end) };
  });
}

/** Compare two texts word by word; give runs {kind: "same"|"gone"|"new", text}. */
export function difference(old, now) {
  const a = old.match(/\S+/gu) ?? [];
  const b = now.match(/\S+/gu) ?? [];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const runs = [];
  const add = (kind, words) => {
    if (!words.length) return;
    const last = runs[runs.length - 1];
    if (last?.kind === kind) last.text += ` ${words.join(" ")}`;
    else runs.push({ kind, text: words.join(" ") });
  };
  add("same", a.slice(0, head));
  middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), add);
  add("same", a.slice(a.length - tail));
  return runs;
}

/** Walk through the longest common run of words of what is left between; past a bound all of it is taken as replaced. */
function middle(a, b, add) {
  if (a.length * b.length > 4_000_000) {
    add("gone", a);
    add("new", b);
    return;
  }
  const wide = b.length + 1;
  const long = new Uint16Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const next = (i + 1) * wide + j + 1;
      long[i * wide + j] = a[i] === b[j] ? long[next] + 1 : Math.max(long[next - 1], long[i * wide + j + 1]);
    }
  }
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add("same", [a[i]]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && long[(i + 1) * wide + j] >= long[i * wide + j + 1])) {
      add("gone", [a[i]]);
      i += 1;
    } else {
      add("new", [b[j]]);
      j += 1;
    }
  }
}
