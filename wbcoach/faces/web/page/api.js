// The server: critiques, pitfalls, and what went wrong in words.

const TOKEN = "wbcoach.token";

/** What the server refused, with what to do next. */
export class Refused extends Error {
  constructor(status, problem, wait) {
    super([problem.detail, problem.hint, ...(problem.errors ?? []).map((one) => one.message)].filter(Boolean).join(" "));
    this.status = status;
    this.wait = wait;
  }
}

export function useToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

/** Critique a text; `how` holds further keys of the request. */
export function critique(text, how, signal) {
  return call("/v1/critique", { method: "POST", body: JSON.stringify({ text, ...how }), signal });
}

export function pitfall(code) {
  return call(`/v1/pitfalls/${encodeURIComponent(code)}`, {});
}

export function ready() {
  return call("/readyz", {});
}

async function call(path, options) {
  const headers = { "Content-Type": "application/json" };
  const token = sessionStorage.getItem(TOKEN);
  if (token) headers.Authorization = `Bearer ${token}`;
  let answer;
  try {
    answer = await fetch(path, { ...options, headers, cache: "no-store" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, { detail: "The server can't be reached.", hint: "Is `wbcoach serve` still running?" }, 3);
  }
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({ detail: `The server answered ${answer.status}.` }));
  throw new Refused(answer.status, problem, Number(answer.headers.get("Retry-After")) || 0);
}
