// The reader: one article with its marks, and what was found in it beside it.

const reader = document.getElementById("reader");
const hidden = new Set();
let openedFrom = null;

/** Turn offsets in code points into offsets in UTF-16 units; the same array where no rare character stands. */
function unitOffsets(text, offsets) {
  if (!/[\ud800-\udbff]/.test(text)) return offsets;
  const units = [0];
  for (const char of text) units.push(units[units.length - 1] + char.length);
  return offsets.map((offset) => units[offset]);
}

function openReader(i, at, find) {
  const [, text, parts, flat] = readable.get(i);
  const marks = [];
  const starts = unitOffsets(text, flat.filter((_, k) => k % 3 === 0));
  const ends = unitOffsets(text, flat.filter((_, k) => k % 3 === 1));
  for (let k = 0; k < starts.length; k++) marks.push([starts[k], ends[k], SETS.labels[flat[3 * k + 2]], flat[3 * k]]);
  let found = -1;
  if (at < 0 && find) found = text.indexOf(find);
  const prose = el("article", { className: "prose", tabIndex: 0 });
  let from = 0;
  text.split("\n").forEach((block, k) => {
    const part = SETS.parts[parts[k]] || "body";
    const node = part === "title" ? el("h2", { id: "reader-title" }) : el("p", { className: part });
    marked(node, text, from, from + block.length, marks, at, found, find);
    prose.append(node);
    if (part === "title") prose.append(el("p", { className: "meta" }, [A.day[i], named.source(i), named.home(i), named.kind(i), named.topic(i)].filter(Boolean).join(" · ")));
    from += block.length + 1;
  });
  const order = F.reader.map((entry) => entry[0]);
  const k = order.indexOf(i);
  const go = (step) => { const next = order[k + step]; if (next !== undefined) location.replace(placeHash(next, -1, "")); };
  const button = (text, run, disabled = false) => el("button", { type: "button", disabled, on: { click: run } }, text);
  reader.replaceChildren(
    el("div", { className: "tools" }, el("span", { className: "where" }, A.id[i]),
      button(T.reader.previous, () => go(-1), k === 0), button(T.reader.next, () => go(1), k === order.length - 1),
      button(T.reader.close, () => reader.close())),
    el("div", { className: "reading" }, prose, beside(i, marks)));
  if (!reader.open) {
    openedFrom = document.activeElement;
    reader.showModal();
  }
  const here = reader.querySelector(".here, .found");
  if (here) here.scrollIntoView({ block: "center" });
  prose.focus({ preventScroll: true });
}

/** Put a block's text into a node, its mentions in marks; what was looked for is marked, inside a mention too. */
function marked(node, text, from, to, marks, at, found, find) {
  const sought = found >= from && find && found + find.length <= to ? [found, found + find.length] : null;
  const pieces = marks.filter(([start, end]) => start >= from && end <= to && !cuts(sought, start, end));
  if (sought && !pieces.some(([start, end]) => start <= sought[0] && sought[1] <= end)) pieces.push([...sought, null, -1]);
  pieces.sort((a, b) => a[0] - b[0]);
  const seek = () => el("mark", { className: "found" }, find);
  let done = from;
  for (const [start, end, label, offset] of pieces) {
    if (start < done) continue;
    node.append(text.slice(done, start));
    if (!label) node.append(seek());
    else {
      const mark = el("mark", { className: label, title: T.labels[label], "data-label": label });
      mark.classList.toggle("here", offset === at);
      mark.classList.toggle("off", hidden.has(label));
      if (sought && start <= sought[0] && sought[1] <= end) mark.append(text.slice(start, sought[0]), seek(), text.slice(sought[1], end));
      else mark.append(text.slice(start, end));
      node.append(mark);
    }
    done = end;
  }
  node.append(text.slice(done, to));
}

/** Whether a mention touches what was looked for without holding all of it. */
const cuts = (sought, start, end) => sought && end > sought[0] && start < sought[1] && !(start <= sought[0] && sought[1] <= end);

function beside(i, marks) {
  const box = el("aside", { className: "beside", tabIndex: 0, "aria-label": T.reader.officials });
  const labels = SETS.labels.filter((label) => marks.some((mark) => mark[2] === label));
  const toggle = (label) => el("button", {
    type: "button", className: label, "aria-pressed": String(!hidden.has(label)),
    on: { click: (event) => {
      if (!hidden.delete(label)) hidden.add(label);
      event.currentTarget.setAttribute("aria-pressed", String(!hidden.has(label)));
      for (const mark of reader.querySelectorAll(`mark.${label}`)) mark.classList.toggle("off", hidden.has(label));
    } },
  }, `${T.labels[label]} ${marks.filter((mark) => mark[2] === label).length}`);
  box.append(el("h3", {}, T.reader.legend), el("div", { className: "legend" }, labels.map(toggle)));

  const people = [];
  const row = F.officials.rows[i];
  for (let k = 0; k < row.length; k += 3) people.push([F.officials.values[row[k]], row[k + 1], row[k + 2]]);
  people.sort((a, b) => a[2] - b[2]);
  box.append(el("h3", {}, T.reader.officials));
  if (people.length) {
    const head = el("tr", {}, ["person", "org", "post", "roles"].map((key) => el("th", { scope: "col" }, T.columns[key])));
    const lines = people.map(([[name, post, org], roles, at], k) => el("tr", {},
      el("td", { className: "name" }, k && people[k - 1][0][0] === name ? "" : jump(name, at)),
      el("td", {}, org), el("td", {}, post), el("td", {}, k && people[k - 1][0][0] === name ? "" : roleNames(roles).join("、"))));
    box.append(el("div", { className: "scroll" }, el("table", {}, el("caption", {}, T.captions.reader), el("thead", {}, head), el("tbody", {}, lines))));
  } else box.append(el("p", { className: "muted" }, T.reader.none));

  const chips = (name, show) => {
    const width = WIDTH[name], found = [], seen = new Set();
    const numbers = F[name].rows[i];
    for (let k = 0; k < numbers.length; k += width) {
      if (seen.has(numbers[k])) continue;
      seen.add(numbers[k]);
      found.push(show(F[name].values[numbers[k]], numbers.slice(k + 1, k + width)));
    }
    if (found.length) box.append(el("h3", {}, T.reader[name]), el("div", { className: "chips" }, found));
  };
  chips("keywords", (term) => el("a", { className: "chip", href: placeHash(i, -1, term), on: { click: (event) => { event.preventDefault(); location.replace(event.currentTarget.href); } } }, term));
  chips("departments", ([name], [, at]) => jump(name, at, "chip"));
  chips("topics", (topic, [percent]) => el("span", { className: "chip" }, T.topics[topic], el("span", { className: "count" }, `${percent}%`)));
  return box;

  /** A button that shows a mention in the text beside it. */
  function jump(text, at, className = "link") {
    if (at < 0) return text;
    return el("button", { type: "button", className, on: { click: () => location.replace(placeHash(i, at, "")) } }, text);
  }
}

/** Open what the address names: #read=ID&at=OFFSET or &find=TEXT. */
function followHash() {
  const given = new URLSearchParams(location.hash.slice(1));
  const i = given.has("read") ? A.id.indexOf(given.get("read")) : -1;
  if (i >= 0 && readable.has(i)) openReader(i, given.has("at") ? Number(given.get("at")) : -1, given.get("find") || "");
  else if (reader.open) reader.close();
}

reader.addEventListener("close", () => {
  if (location.hash.startsWith("#read=")) history.replaceState(null, "", location.pathname + location.search);
  openedFrom?.focus?.({ preventScroll: true });
});
reader.addEventListener("click", (event) => { if (event.target === reader) reader.close(); });
