// The page's data, the state of its filters, and small helpers that build elements.
// Text of articles is only ever set as text content, never as markup.
const { facts: F, labels: T, charts: SPECS, theme: THEME } = JSON.parse(document.getElementById("data").textContent);
const A = F.articles, SETS = F.sets;
const N = A.id.length;
const collator = new Intl.Collator("zh-CN", { numeric: true });
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const count = (n) => n.toLocaleString("en-US");

/** Build an element: properties, attributes (with a dash or "role"), `on` handlers, children or text. */
function el(name, given = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    if (key === "on") for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
    else if (key.includes("-") || key === "role") node.setAttribute(key, value);
    else node[key] = value;
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const named = {
  home: (i) => (A.home[i] < 0 ? "" : A.homes[A.home[i]]),
  source: (i) => (A.source[i] < 0 ? "" : A.sources[A.source[i]]),
  kind: (i) => (A.kind[i] < 0 ? "" : SETS.kinds[A.kind[i]]),
  topic: (i) => (A.topic[i] < 0 ? "" : T.topics[SETS.topics[A.topic[i]]]),
};

// Months where there are up to two dozen of them, years beyond: an axis has to stay readable.
const months = [...new Set(A.day.filter(Boolean).map((day) => day.slice(0, 7)))].sort();
const periodChars = months.length > 24 ? 4 : 7;
const period = (i) => A.day[i].slice(0, periodChars);

const state = { topic: "", kind: "", home: "", period: "", text: "", term: -1 };

/** Articles that pass all filters, as positions in order. */
function shownArticles() {
  const keep = [];
  const text = state.text.trim().toLowerCase();
  const [topic, kind, home] = [state.topic, state.kind, state.home].map((value) => (value === "" ? null : Number(value)));
  for (let i = 0; i < N; i++) {
    if (topic !== null && A.topic[i] !== topic) continue;
    if (kind !== null && A.kind[i] !== kind) continue;
    if (home !== null && A.home[i] !== home) continue;
    if (state.period && !(state.period === "-" ? A.day[i] === "" : A.day[i].startsWith(state.period))) continue;
    if (text && !A.title[i].toLowerCase().includes(text)) continue;
    if (state.term >= 0 && !hasTerm(i, state.term)) continue;
    keep.push(i);
  }
  return keep;
}

function hasTerm(i, term) {
  const row = F.keywords.rows[i];
  for (let k = 0; k < row.length; k += 2) if (row[k] === term) return true;
  return false;
}

// Articles whose text the page holds: [article, text, parts of its blocks, marks].
const readable = new Map(F.reader.map((entry) => [entry[0], entry]));
