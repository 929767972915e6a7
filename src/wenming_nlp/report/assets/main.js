// Filters, navigation and the first drawing.

const form = document.getElementById("filters");

function fillFilters() {
  const options = { topic: new Map(), kind: new Map(), home: new Map(), period: new Map() };
  const add = (name, value) => options[name].set(value, (options[name].get(value) || 0) + 1);
  for (let i = 0; i < N; i++) {
    add("topic", A.topic[i]);
    add("kind", A.kind[i]);
    add("home", A.home[i]);
    add("period", A.day[i] ? A.day[i].slice(0, 4) : "-");
    if (A.day[i]) add("period", A.day[i].slice(0, 7));
  }
  const text = {
    topic: (value) => T.topics[SETS.topics[value]], kind: (value) => SETS.kinds[value], home: (value) => A.homes[value],
    period: (value) => (value.length === 4 ? `${value}${T.filters.year}` : value),
  };
  for (const [name, values] of Object.entries(options)) {
    const order = [...values].sort(name === "period" ? (a, b) => String(b[0]).slice(0, 4).localeCompare(String(a[0]).slice(0, 4)) || String(a[0]).localeCompare(b[0]) : (a, b) => b[1] - a[1] || a[0] - b[0]);
    form.elements[name].append(...order.map(([value, n]) => el("option", { value: String(value) },
      `${value === -1 || value === "-" ? T.filters.none : text[name](value)} (${n})`)));
  }
}

function setFilter(name, value) {
  form.elements[name].value = state[name] = String(value);
  refresh();
}

/** Show only articles that have a keyword; again, or -1, shows all. */
function pickTerm(code) {
  state.term = state.term === code ? -1 : code;
  const place = document.getElementById("term-filter");
  place.replaceChildren();
  if (state.term >= 0) {
    const term = F.keywords.values[state.term];
    place.append(el("button", { type: "button", "aria-label": `${T.filters.remove} ${term}`, on: { click: () => pickTerm(-1) } }, `${T.filters.term}：${term} ✕`));
  }
  refresh();
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", (event) => {
  if (event.target.name === "text") return;
  state[event.target.name] = event.target.value;
  refresh();
});
let typing = 0;
form.elements.text.addEventListener("input", (event) => {
  clearTimeout(typing);
  typing = setTimeout(() => { state.text = event.target.value; refresh(); }, 120);
});
form.addEventListener("reset", () => {
  Object.assign(state, { topic: "", kind: "", home: "", period: "", text: "" });
  state.term = -1;
  pickTerm(-1);
});
for (const button of document.querySelectorAll("[data-group]")) {
  button.addEventListener("click", () => {
    grouping = button.dataset.group;
    for (const other of document.querySelectorAll("[data-group]")) other.setAttribute("aria-pressed", String(other === button));
    fillGroups(shownArticles());
  });
}

// A bar, a word or a square narrows the page to what it stands for.
const indexOfName = (list, name) => (name === T.filters.none ? -1 : list.indexOf(name));
const topicNames = SETS.topics.map((topic) => T.topics[topic]);
const searchIn = (name, text) => {
  const table = tables.get(name);
  const input = table.place.querySelector("input");
  input.value = text;
  input.dispatchEvent(new Event("input"));
  table.place.scrollIntoView({ block: "start" });
};
Object.assign(clicked, {
  homes: (datum) => setFilter("home", indexOfName(A.homes, datum.name)),
  kinds: (datum) => setFilter("kind", indexOfName(SETS.kinds, datum.name)),
  topics: (datum) => setFilter("topic", indexOfName(topicNames, datum.name)),
  months: (datum) => setFilter("period", datum.period),
  keywords: (datum) => pickTerm(datum.code),
  cloud: (datum) => pickTerm(datum.code),
  keyword_grid: (datum) => pickTerm(F.keywords.values.indexOf(datum.y)),
  topic_grid: (datum) => setFilter("topic", indexOfName(topicNames, datum.y)),
  people: (datum) => searchIn("officials", datum.person),
  roles: (datum) => searchIn("officials", datum.person),
  departments: (datum) => searchIn("departments", datum.name),
  places: (datum) => searchIn("places", datum.name),
  slogans: (datum) => searchIn("slogans", datum.name),
  systems: (datum) => searchIn("departments", datum.name),
  sources: (datum) => searchIn("articles", datum.name),
});

// The entry of the section that is being read.
const marker = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    for (const link of document.querySelectorAll(".toc a")) {
      if (link.getAttribute("href") === `#${entry.target.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}, { rootMargin: "-15% 0px -75% 0px" });
for (const section of document.querySelectorAll("main > section")) marker.observe(section);

fillFilters();
makeTables();
refresh();
addEventListener("hashchange", followHash);
addEventListener("beforeprint", drawAll);
followHash();
document.documentElement.dataset.ready = "true";
