// Charts: each is embedded once and fed with new rows whenever the filters change.

const views = new Map();
const waiting = new Map();
const clicked = {};

/** Show rows in a chart; a chart that is still far down the page is drawn when it comes near. */
function draw(name, rows) {
  const place = document.getElementById(`chart-${name}`);
  if (!place) return;
  const figure = place.closest("figure");
  figure.hidden = rows.length === 0;
  if (views.has(name)) feed(name, rows);
  else {
    const first = !waiting.has(name);
    waiting.set(name, rows);
    if (first) watcher.observe(place);
  }
}

const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) embed(entry.target.dataset.chart);
}, { rootMargin: "900px" });

async function embed(name) {
  if (!waiting.has(name) || views.has(name)) return;
  const place = document.getElementById(`chart-${name}`);
  const rows = waiting.get(name);
  watcher.unobserve(place);
  views.set(name, null);
  const { view } = await window.vegaEmbed(place, filled(name, rows), { actions: false, renderer: "svg", config: THEME });
  views.set(name, view);
  view.addEventListener("click", (_, item) => {
    if (item?.datum && clicked[name]) clicked[name](item.datum);
  });
  if (waiting.get(name) !== rows) feed(name, waiting.get(name));
}

/** A chart's specification with its first rows, and its caption for those who do not see it. */
function filled(name, rows) {
  const values = rows.map((row) => ({ ...row }));
  const spec = { ...SPECS[name], description: document.querySelector(`#figure-${name} figcaption`).textContent };
  spec.data = Array.isArray(spec.data) ? [{ ...spec.data[0], values }] : { ...spec.data, values };
  if (stepped(name)) spec.height = height(name, rows);
  return spec;
}

/** Pixels of a line of a chart; beside a width that follows its place, the compiler does not take steps as they are. */
const stepped = (name) => SPECS[name].height?.step || 0;
const height = (name, rows) => stepped(name) * new Set(rows.map((row) => row.y ?? row.name)).size;

function feed(name, rows) {
  waiting.set(name, rows);
  const view = views.get(name);
  if (!view || !rows.length) return;
  if (stepped(name)) view.height(height(name, rows));
  view.data(name, rows.map((row) => ({ ...row }))).runAsync();
}

/** Draw all charts at once: what is printed has to be there. */
async function drawAll() {
  await Promise.all([...waiting.keys()].map(embed));
}
