// What each section shows.

const linked = (key) => (row) => articleLink(row.article, -1, row[key], row[key]);
const termButton = (row) => el("button", { type: "button", className: "link", on: { click: () => pickTerm(row.code) } }, row.term);
const officePosts = (row) => row.posts.slice(0, 4).map((post) => el("span", { className: "post" }, post));

function makeTables() {
  const n = { key: "n", type: "number" }, n_articles = { key: "n_articles", type: "number" };
  new DataTable("keywords", [{ key: "term", show: termButton, type: "name" }, n_articles, n, { key: "n_homes", label: "homes", type: "number" }, { key: "first", type: "nowrap" }], { refs: true });
  new DataTable("slogans", [{ key: "phrase", type: "name" }, { key: "kind", type: "nowrap" }, n_articles, n, { key: "n_homes", label: "homes", type: "number" }, { key: "first", type: "nowrap" }], { refs: true, size: 10 });
  new DataTable("documents", [{ key: "title", type: "long" }, { key: "number", type: "nowrap" }, n_articles, n, { key: "first", type: "nowrap" }], { refs: true, size: 8 });
  new DataTable("officials", [{ key: "person", type: "name" }, { key: "posts", type: "long", show: officePosts }, { key: "home" }, n_articles,
    { key: "attend", type: "number" }, { key: "chair", type: "number" }, { key: "speak", type: "number" }], { refs: true });
  new DataTable("departments", [{ key: "department", type: "name" }, { key: "level", type: "nowrap" }, { key: "system", type: "nowrap" }, n_articles, n], { refs: true });
  new DataTable("places", [{ key: "place", type: "name" }, { key: "adcode", type: "nowrap" }, { key: "level", type: "nowrap" }, n_articles, n], { refs: true });
  new DataTable("events", [{ key: "date", type: "nowrap" }, { key: "meeting", type: "long", show: linked("meeting") }, { key: "where" }, { key: "chaired_by" },
    { key: "speakers" }, { key: "headcount", type: "number" }]);
  new DataTable("directives", [{ key: "head", type: "long" }, { key: "depth", type: "number" }, { key: "speaker", type: "nowrap" }, n_articles, { key: "first", label: "date", type: "nowrap" }], { refs: true });
  new DataTable("articles", [{ key: "day", type: "nowrap" }, { key: "title", type: "long", show: (row) => articleLink(row.article) }, { key: "home" }, { key: "source" },
    { key: "genre", type: "nowrap" }, { key: "topic" }, { key: "chars", type: "number" }], { size: 20 });
  if (F.failures.length) {
    new DataTable("failures", [{ key: "origin", type: "long" }, { key: "stage", type: "nowrap" }, { key: "message", type: "long" }]);
    tables.get("failures").fill(F.failures.map(([origin, stage, , message]) => ({ origin, stage: T.stages[stage] || stage, message })));
  }
}

/** Count anew and show it everywhere. */
function refresh() {
  const shown = shownArticles();
  document.getElementById("shown").textContent = fill(T.filters.shown, { n: count(shown.length), total: count(N) });
  const keywords = countKeywords(shown).map((row) => ({ ...row, find: row.term }));
  const people = countPeople(shown), departments = countDepartments(shown), places = countPlaces(shown);
  const slogans = countSlogans(shown), events = listEvents(shown);
  const directives = countDirectives(shown).map((row) => ({ ...row, find: row.head }));
  const documents = countDocuments(shown).map((row) => ({ ...row, find: row.title || row.number }));
  const all = { keywords, officials: people, departments, places, slogans, events, documents, directives, articles: listArticles(shown) };
  for (const [name, rows] of Object.entries(all)) tables.get(name).fill(rows);

  const homes = tally(shown, named.home);
  const sizes = { articles: shown.length === N ? F.total : shown.length, homes: homes.filter((row) => row.name !== T.filters.none).length, keywords: keywords.length,
    people: people.length, departments: departments.length, places: places.length, events: events.length, directives: directives.length };
  for (const [name, n] of Object.entries(sizes)) document.getElementById(`tile-${name}`).textContent = count(n);

  const top = (rows, key, most) => rows.slice(0, most).map((row) => ({ name: row[key], n: row.n_articles, code: row.code }));
  const kinds = tally(shown, named.kind), topics = tally(shown, named.topic);
  draw("homes", homes.slice(0, 12));
  draw("sources", tally(shown, named.source).slice(0, 12));
  draw("kinds", kinds);
  draw("topics", topics);
  draw("months", periods(shown));
  draw("keywords", top(keywords, "term", 20));
  draw("cloud", top(keywords, "term", 110).map((row, k) => ({ ...row, n: row.n + (110 - k) / 1000 })));
  const words = keywords.slice(0, 20);
  draw("keyword_grid", squares(shown, period, (i) => F.keywords.rows[i].filter((_, k) => k % 2 === 0).map((code) => F.keywords.values[code]), words.map((row) => row.term)));
  draw("slogans", top(slogans, "phrase", 15));
  draw("people", people.slice(0, 18).map((row) => ({ name: unique(row, people), n: row.n_articles, person: row.person })));
  draw("roles", roleBars(people));
  draw("departments", top(departments, "department", 18));
  const systems = new Map();
  for (const row of departments) systems.set(row.system || T.filters.none, (systems.get(row.system || T.filters.none) || 0) + 1);
  draw("systems", [...systems].map(([name, n]) => ({ name, n })).sort((a, b) => b.n - a.n || collator.compare(a.name, b.name)));
  draw("places", top(places, "place", 15));
  draw("topic_grid", squares(shown, period, (i) => [named.topic(i)], topics.map((row) => row.name).filter((name) => name !== T.filters.none)));
  fillGroups(shown);
  fillTypical(shown);
  return shown;
}

function periods(shown) {
  const counts = new Map();
  for (const i of shown) {
    if (!A.day[i]) continue;
    const key = `${period(i)}\u0000${named.kind(i) || T.filters.none}`;
    counts.set(key, (counts.get(key) || 0) + 1);
  }
  return [...counts].map(([key, n]) => ({ period: key.split("\u0000")[0], part: key.split("\u0000")[1], n }))
    .map((row) => ({ ...row, order: SETS.kinds.indexOf(row.part) }))
    .sort((a, b) => a.period.localeCompare(b.period) || a.order - b.order);
}

/** A person's name for a chart; with the home where another bears the same name. */
function unique(row, people) {
  return people.some((other) => other !== row && other.person === row.person) ? `${row.person}(${row.home || T.filters.none})` : row.person;
}

function roleBars(people) {
  const parts = [["chair", T.columns.chair], ["speak", T.columns.speak]];
  return people.filter((row) => row.chair + row.speak).sort((a, b) => b.chair + b.speak - a.chair - a.speak || b.n - a.n).slice(0, 18)
    .flatMap((row) => parts.map(([key, part], order) => ({ name: unique(row, people), person: row.person, part, n: row[key], order })));
}

let grouping = "topic";

/** Keywords of each topic, home or period. */
function fillGroups(shown) {
  const nameOf = grouping === "period" ? (i) => period(i) : named[grouping];
  const groups = [...sorted(shown, nameOf)].filter(([name]) => name);
  const order = groups.sort(grouping === "period" ? (a, b) => b[0].localeCompare(a[0]) : (a, b) => b[1].length - a[1].length || collator.compare(a[0], b[0]));
  document.getElementById("groups").replaceChildren(...order.slice(0, 24).map(([name, articles]) => el("div", { className: "group" },
    el("h3", {}, name, el("small", {}, fill(T.groups.articles, { n: count(articles.length) }))),
    el("div", { className: "chips" }, countKeywords(articles).slice(0, 10).map((row) => el("button", { type: "button", className: "chip", on: { click: () => pickTerm(row.code) } },
      row.term, row.n_articles > 1 ? el("span", { className: "count" }, String(row.n_articles)) : null))))));
}

/** The articles that a topic fits best. */
function fillTypical(shown) {
  const order = [...sorted(shown, (i) => A.topic[i])].filter(([topic]) => topic >= 0).sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  document.getElementById("typical").replaceChildren(...order.map(([topic, articles]) => el("div", { className: "group" },
    el("h3", {}, T.topics[SETS.topics[topic]], el("small", {}, fill(T.groups.articles, { n: count(articles.length) }))),
    el("ol", {}, articles.sort((a, b) => A.score[b] - A.score[a] || a - b).slice(0, 4).map((i) => el("li", {}, articleLink(i)))))));
}
