// Counting: what the tables and charts show, from the articles that the filters leave.

/** How many things of an object stand beside each value in the flat rows of one kind of fact. */
const WIDTH = { keywords: 2, officials: 3, departments: 3, places: 3, slogans: 3, documents: 2, directives: 1, topics: 2 };

/** Group facts by a key: Map of key to {value, n, articles, refs: [[article, offset, note]]}. */
function group(name, shown, keyOf, note) {
  const { values, rows } = F[name];
  const width = WIDTH[name];
  const groups = new Map();
  for (const i of shown) {
    const row = rows[i];
    for (let k = 0; k < row.length; k += width) {
      const value = values[row[k]];
      const key = keyOf ? keyOf(value, i) : row[k];
      let entry = groups.get(key);
      if (!entry) groups.set(key, (entry = { key, value, code: row[k], n: 0, n_articles: 0, last: -1, weight: 0, refs: [], homes: new Set(), first: "" }));
      const extra = row.slice(k + 1, k + width);
      entry.n += width > 2 || name === "documents" || name === "keywords" ? extra[0] : 1;
      entry.weight += 1 / (1 + k / width);
      if (entry.last !== i) {
        entry.n_articles += 1;
        entry.last = i;
        entry.homes.add(A.home[i]);
        const day = A.day[i];
        if (day && (!entry.first || day < entry.first)) entry.first = day;
      }
      entry.refs.push([i, width > 2 ? extra[1] : -1, note ? note(value, extra) : null]);
    }
  }
  return groups;
}

const byArticles = (a, b) => b.n_articles - a.n_articles || b.n - a.n || b.weight - a.weight || a.code - b.code;
const roleNames = (bits) => SETS.roles.filter((_, bit) => bits & (1 << bit));

function countKeywords(shown) {
  return [...group("keywords", shown).values()].sort((a, b) => b.n_articles - a.n_articles || b.weight - a.weight || a.code - b.code)
    .map((entry) => ({ ...entry, term: entry.value, n_homes: entry.homes.size }));
}

function countPeople(shown) {
  const ATTEND = bit("出席") | bit("参加"), CHAIR = bit("主持"), SPEAK = bit("讲话") | bit("表态发言") | bit("通报");
  const groups = group("officials", shown, (value, i) => `${value[0]}\u0000${A.home[i]}`,
    ([, post, org], [roles]) => [`${org}${post}`, roleNames(roles).join("、")].filter(Boolean).join(" · "));
  for (const entry of groups.values()) Object.assign(entry, { attend: 0, chair: 0, speak: 0, offices: new Map(), seen: new Map() });
  const { values, rows } = F.officials;
  for (const i of shown) {
    for (let k = 0; k < rows[i].length; k += 3) {
      const value = values[rows[i][k]];
      const entry = groups.get(`${value[0]}\u0000${A.home[i]}`);
      const office = `${value[2]}${value[1]}`;
      entry.offices.set(office, (entry.offices.get(office) || 0) + 1);
      // Someone who holds three posts did what he did once, not three times.
      entry.seen.set(i, (entry.seen.get(i) || 0) | rows[i][k + 1]);
      entry.home = named.home(i);
    }
  }
  for (const entry of groups.values()) {
    entry.person = entry.value[0];
    entry.posts = [...entry.offices].sort((a, b) => b[1] - a[1]).map(([office]) => office);
    entry.n = entry.n_articles;
    for (const bits of entry.seen.values()) {
      entry.attend += bits & ATTEND ? 1 : 0;
      entry.chair += bits & CHAIR ? 1 : 0;
      entry.speak += bits & SPEAK ? 1 : 0;
    }
    // One line an article: its posts together.
    const merged = new Map();
    for (const [i, at, note] of entry.refs) merged.set(i, merged.has(i) ? [i, merged.get(i)[1], `${merged.get(i)[2]};${note}`] : [i, at, note]);
    entry.refs = [...merged.values()];
  }
  return [...groups.values()].sort((a, b) => b.n - a.n || b.chair + b.speak - a.chair - a.speak || collator.compare(a.person, b.person));
}

const bit = (role) => 1 << SETS.roles.indexOf(role);

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
