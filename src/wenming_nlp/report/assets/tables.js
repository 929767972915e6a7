// Tables with search, sort and pages; a row opens the places it was counted from.

const tables = new Map();

/**
 * A table in the page.
 * columns: [{key, type?: "number"|"nowrap"|"long"|"name", show?: (row) => text or node or list}]; label from T.columns.
 * refs: whether rows carry `refs`, which a button in the last column lists.
 */
class DataTable {
  constructor(name, columns, { caption = T.captions[name], size = 12, refs = false } = {}) {
    Object.assign(this, { name, columns, caption, size, refs, rows: [], page: 0, sort: null, text: "" });
    this.place = document.getElementById(`table-${name}`);
    if (!this.place) return;
    const find = el("input", { type: "search", placeholder: T.table.search, "aria-label": `${caption}：${T.table.search}`,
      on: { input: (event) => { this.text = event.target.value.trim().toLowerCase(); this.page = 0; this.draw(); } } });
    this.number = el("output", { className: "muted", "aria-live": "polite" });
    this.heads = columns.map((column) => el("th", { scope: "col", className: column.type || "" },
      el("button", { type: "button", title: T.table.sort, on: { click: () => this.order(column) } }, T.columns[column.label || column.key])));
    if (refs) this.heads.push(el("th", { scope: "col" }, T.table.mentions));
    this.body = el("tbody");
    this.none = el("p", { className: "empty", hidden: true }, T.table.empty);
    this.where = el("span");
    this.back = el("button", { type: "button", on: { click: () => this.turn(-1) } }, T.table.previous);
    this.forth = el("button", { type: "button", on: { click: () => this.turn(1) } }, T.table.next);
    this.pager = el("div", { className: "pager" }, this.back, this.where, this.forth);
    this.place.append(
      el("div", { className: "bar" }, el("span", { className: "name" }, caption), this.number, el("label", { className: "find" }, find)),
      el("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": caption },
        el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, this.heads)), this.body)),
      this.none, this.pager);
    tables.set(name, this);
  }

  fill(rows) {
    this.rows = rows;
    this.page = 0;
    this.draw();
  }

  order(column) {
    const first = column.type === "number" ? -1 : 1;
    const direction = this.sort?.column === column ? -this.sort.direction : first;
    this.sort = { column, direction };
    this.page = 0;
    this.draw();
  }

  turn(step) {
    this.page += step;
    this.draw();
    this.place.scrollIntoView({ block: "nearest" });
  }

  /** Rows after search and sort. */
  visible() {
    let rows = this.rows;
    if (this.text) {
      const keys = this.columns.map((column) => column.key);
      rows = rows.filter((row) => keys.some((key) => String(row[key] ?? "").toLowerCase().includes(this.text)));
    }
    if (this.sort) {
      const { column: { key, type }, direction } = this.sort;
      const compare = type === "number" ? (a, b) => a - b : (a, b) => collator.compare(a, b);
      const missing = (value) => value === null || value === undefined || value === "";
      rows = [...rows].sort((a, b) => {
        if (missing(a[key]) || missing(b[key])) return missing(a[key]) - missing(b[key]);
        return direction * compare(a[key], b[key]);
      });
    }
    return rows;
  }

  draw() {
    const rows = this.visible();
    const pages = Math.max(1, Math.ceil(rows.length / this.size));
    this.page = Math.min(Math.max(this.page, 0), pages - 1);
    const from = this.page * this.size;
    this.body.replaceChildren(...rows.slice(from, from + this.size).map((row) => this.line(row)));
    this.columns.forEach((column, k) => {
      if (this.sort?.column === column) this.heads[k].setAttribute("aria-sort", this.sort.direction > 0 ? "ascending" : "descending");
      else this.heads[k].removeAttribute("aria-sort");
    });
    this.number.textContent = this.text
      ? fill(T.table.rows_of, { n: count(rows.length), total: count(this.rows.length) })
      : fill(T.table.rows, { n: count(rows.length) });
    this.none.hidden = rows.length > 0;
    this.pager.hidden = pages === 1;
    this.where.textContent = fill(T.table.page, { page: this.page + 1, pages });
    this.back.disabled = this.page === 0;
    this.forth.disabled = this.page === pages - 1;
  }

  line(row) {
    const cells = this.columns.map((column) => {
      const shown = column.show ? column.show(row) : row[column.key];
      return el("td", { className: column.type || "" }, shown === null || shown === undefined ? "" : typeof shown === "number" ? count(shown) : shown);
    });
    const line = el("tr", {}, cells);
    if (this.refs) line.append(el("td", {}, this.opener(row, line)));
    return line;
  }

  /** A button that lists below a row where it was counted. */
  opener(row, line) {
    const label = `${T.table.show} ${count(row.n_articles)}`;
    const button = el("button", { type: "button", className: "open", "aria-expanded": "false", "aria-label": label }, `${count(row.n_articles)} ▾`);
    button.addEventListener("click", () => {
      if (line.nextSibling?.classList?.contains("refs")) {
        line.nextSibling.remove();
        button.setAttribute("aria-expanded", "false");
        return;
      }
      const most = 40;
      const refs = listRefs(row);
      const items = refs.slice(0, most).map(([i, at, note]) => el("li", {}, articleLink(i, at, row.find), el("span", { className: "muted" }, ` ${A.day[i]}${note ? " " + note : ""}`)));
      if (refs.length > most) items.push(el("li", { className: "muted" }, fill(T.table.more, { n: count(refs.length - most) })));
      line.after(el("tr", { className: "refs" }, el("td", { colSpan: this.columns.length + 1 }, el("ol", {}, items))));
      button.setAttribute("aria-expanded", "true");
    });
    return button;
  }
}

/** A link that opens an article at a place: an offset, or else the first occurrence of a string. */
function articleLink(i, at = -1, find = "", text = A.title[i]) {
  if (!readable.has(i)) return el("span", { title: T.table.no_text }, text);
  return el("a", { className: "link", href: placeHash(i, at, find) }, text);
}

function placeHash(i, at, find) {
  const place = at >= 0 ? `&at=${at}` : find ? `&find=${encodeURIComponent(find)}` : "";
  return `#read=${encodeURIComponent(A.id[i])}${place}`;
}
