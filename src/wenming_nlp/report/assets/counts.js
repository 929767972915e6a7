// Counting: what the tables and charts show, from the articles that the filters leave.

/** How many numbers a fact takes in the flat rows of its kind: the value's, then its extras. */
const WIDTH = { keywords: 2, officials: 3, departments: 3, places: 3, slogans: 3, documents: 2, directives: 1, topics: 2 };
/** Kinds of fact whose first extra says how often, and those whose second says where. */
const COUNTED = new Set(["keywords", "departments", "places", "slogans", "documents"]);
const PLACED = new Set(["officials", "departments", "places", "slogans"]);

/**
 * Group facts by value, or by a number made from value and article: Map of key to counts.
 * `refs` are where it was counted, flat: article, position in its row; `listRefs` reads them when somebody asks.
 */
function group(name, shown, keyOf) {
  const { values, rows } = F[name];
  const width = WIDTH[name], counted = COUNTED.has(name);
  const groups = new Map();
  for (const i of shown) {
    const row = rows[i], day = A.day[i];
    for (let k = 0; k < row.length; k += width) {
      const key = keyOf ? keyOf(row[k], i) : row[k];
      let entry = groups.get(key);
      if (!entry) groups.set(key, (entry = { name, value: values[row[k]], code: row[k], n: 0, n_articles: 0, last: -1, weight: 0, refs: [], homes: new Set(), first: "" }));
      entry.n += counted ? row[k + 1] : 1;
      entry.weight += 1 / (1 + k / width);
      entry.refs.push(i, k);
      if (entry.last === i) continue;
      entry.last = i;
      entry.n_articles += 1;
      entry.homes.add(A.home[i]);
      if (day && (!entry.first || day < entry.first)) entry.first = day;
    }
  }
  return groups;
}

/** Where an entry was counted, newest first: [article, offset or -1, note]; an official's posts in one article are one. */
function listRefs({ name, refs }) {
  const { values, rows } = F[name];
  const found = new Map();
  for (let r = 0; r < refs.length; r += 2) {
    const i = refs[r], row = rows[i], k = refs[r + 1];
    const at = PLACED.has(name) ? row[k + 2] : -1;
    if (name !== "officials") found.set(r, [i, at, ""]);
    else {
      const [, post, org] = values[row[k]];
      const note = [`${org}${post}`, roleNames(row[k + 1]).join("、")].filter(Boolean).join(" · ");
      found.set(i, found.has(i) ? [i, found.get(i)[1], `${found.get(i)[2]}；${note}`] : [i, at, note]);
    }
  }
  return [...found.values()].sort((a, b) => A.day[b[0]].localeCompare(A.day[a[0]]) || a[0] - b[0]);
}

const byArticles = (a, b) => b.n_articles - a.n_articles || b.n - a.n || b.weight - a.weight || a.code - b.code;
const roleNames = (bits) => SETS.roles.filter((_, bit) => bits & (1 << bit));

function countKeywords(shown) {
  return [...group("keywords", shown).values()].sort((a, b) => b.n_articles - a.n_articles || b.weight - a.weight || a.code - b.code)
    .map((entry) => ({ ...entry, term: entry.value, n_homes: entry.homes.size }));
}

const bit = (role) => 1 << SETS.roles.indexOf(role);
const ATTEND = bit("出席") | bit("参加"), CHAIR = bit("主持"), SPEAK = bit("讲话") | bit("表态发言") | bit("通报");
/** A number for the name in each office, so that a person is a name and a home without building strings. */
const nameNumbers = (() => {
  const numbers = new Map();
  return F.officials.values.map(([name]) => numbers.get(name) ?? numbers.set(name, numbers.size).get(name));
})();

function countPeople(shown) {
  const { values, rows } = F.officials;
  const groups = group("officials", shown, (code, i) => nameNumbers[code] * 65536 + A.home[i] + 1);
  return [...groups.values()].map((entry) => {
    const offices = new Map(), seen = new Map();
    for (let r = 0; r < entry.refs.length; r += 2) {
      const i = entry.refs[r], row = rows[i], k = entry.refs[r + 1];
      offices.set(row[k], (offices.get(row[k]) || 0) + 1);
      // Someone who holds three posts did what he did once, not three times.
      seen.set(i, (seen.get(i) || 0) | row[k + 1]);
    }
    const done = [...seen.values()];
    const times = (what) => done.reduce((n, bits) => n + (bits & what ? 1 : 0), 0);
    const posts = [...offices].sort((a, b) => b[1] - a[1]).map(([code]) => `${values[code][2]}${values[code][1]}`);
    return { ...entry, n: entry.n_articles, person: entry.value[0], home: named.home(entry.last), posts: [...new Set(posts)],
      attend: times(ATTEND), chair: times(CHAIR), speak: times(SPEAK) };
  }).sort((a, b) => b.n - a.n || b.chair + b.speak - a.chair - a.speak || collator.compare(a.person, b.person));
}

function countDepartments(shown) {
  return [...group("departments", shown).values()].sort(byArticles)
    .map((entry) => ({ ...entry, department: entry.value[0], level: entry.value[1], system: entry.value[2] }));
}

function countPlaces(shown) {
  return [...group("places", shown).values()].sort(byArticles)
    .map((entry) => ({ ...entry, place: entry.value[0], adcode: entry.value[1], level: entry.value[2] }));
}

function countSlogans(shown) {
  return [...group("slogans", shown).values()].sort(byArticles)
    .map((entry) => ({ ...entry, phrase: entry.value[0], kind: T.slogan_kinds[entry.value[1]], n_homes: entry.homes.size }));
}

function countDocuments(shown) {
  return [...group("documents", shown).values()].sort(byArticles)
    .map((entry) => ({ ...entry, title: entry.value[0], number: entry.value[1] }));
}

function countDirectives(shown) {
  return [...group("directives", shown).values()].sort((a, b) => b.n_articles - a.n_articles || b.first.localeCompare(a.first) || a.code - b.code)
    .map((entry) => ({ ...entry, head: entry.value[0], depth: entry.value[1], speaker: entry.value[2] }));
}

function listEvents(shown) {
  const keep = new Set(shown);
  return F.events.filter((row) => keep.has(row[0])).map(([article, name, date, where, chair, speakers, headcount]) => ({
    article, meeting: name, date: date || "", where, chaired_by: chair.join("、"), speakers: speakers.join("、"), headcount: headcount || null,
  })).sort((a, b) => b.date.localeCompare(a.date) || a.article - b.article);
}

function listArticles(shown) {
  return shown.map((i) => ({
    article: i, title: A.title[i], day: A.day[i], home: named.home(i), source: named.source(i), genre: named.kind(i), topic: named.topic(i),
    share: A.score[i], chars: A.chars[i],
  })).sort((a, b) => b.day.localeCompare(a.day) || a.article - b.article);
}

/** Put articles under what is said of them. */
function sorted(shown, keyOf) {
  const groups = new Map();
  for (const i of shown) {
    const key = keyOf(i);
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  }
  return groups;
}

/** Count articles by a name: [{name, n}], most first, those without one last. */
function tally(shown, nameOf) {
  const counts = new Map();
  for (const i of shown) {
    const name = nameOf(i) || T.filters.none;
    counts.set(name, (counts.get(name) || 0) + 1);
  }
  return [...counts].map(([name, n]) => ({ name, n }))
    .sort((a, b) => (a.name === T.filters.none) - (b.name === T.filters.none) || b.n - a.n || collator.compare(a.name, b.name));
}

/** Count articles in the squares of a grid: rows [{x, y, n}] in the order of both axes. */
function squares(shown, xOf, ysOf, ys) {
  const wanted = new Set(ys);
  const counts = new Map();
  const xs = new Set();
  for (const i of shown) {
    const x = xOf(i);
    if (!x) continue;
    xs.add(x);
    for (const y of ysOf(i)) if (wanted.has(y)) counts.set(`${y}\u0000${x}`, (counts.get(`${y}\u0000${x}`) || 0) + 1);
  }
  const order = [...xs].sort();
  return ys.flatMap((y) => order.map((x) => ({ x, y, n: counts.get(`${y}\u0000${x}`) || 0 })));
}
