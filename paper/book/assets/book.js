// The book's own script: search, previews, copying, light and dark, and formulas that fit. Everything reads without it.
"use strict";

const root = document.body.dataset.root;
const element = (name, values = {}, ...children) => {
  const made = Object.assign(document.createElement(name), values);
  made.append(...children);
  return made;
};

// Data comes as a script, which a page may load from disk, and only when it is wanted.
const loaded = {};
const load = (name) =>
  (loaded[name] ??= new Promise((done) =>
    document.head.append(element("script", { src: `${root}assets/${name}`, onload: done }))));

// --- what works with a script alone is made by it: search, light and dark ------------------------------------------------

const field = element("input", { id: "search", type: "search", placeholder: innerWidth < 480 ? "Search" : "Search: a name, a tag, a symbol", autocomplete: "off" });
field.setAttribute("aria-label", "Search the book");
field.setAttribute("aria-controls", "found");
const found = element("div", { id: "found", hidden: true });
const form = element("form", { className: "search" }, field, found);
form.setAttribute("role", "search");
const shade = element("button", { id: "shade", type: "button", textContent: "◐" });
shade.setAttribute("aria-label", "Light or dark");
document.querySelector(".top").append(form, shade);

// --- light and dark -------------------------------------------------------------------------------------------------

const remembered = (value) => {
  try {
    return value === undefined ? localStorage.getItem("shade") : localStorage.setItem("shade", value);
  } catch {
    return null; // a page from disk may be refused its memory
  }
};
const dark = () =>
  (document.documentElement.dataset.shade ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
if (remembered()) document.documentElement.dataset.shade = remembered();
shade.addEventListener("click", () => {
  document.documentElement.dataset.shade = dark() ? "light" : "dark";
  remembered(document.documentElement.dataset.shade);
});

// --- the contents fold away where there is no room beside the text ---------------------------------------------------

const contents = document.getElementById("contents");
const narrow = matchMedia("(max-width: 60rem)");
if (contents) {
  const fold = () => (contents.open = !narrow.matches);
  narrow.addEventListener("change", fold);
  fold();
}

// --- formulas that are still too wide when their lines are broken are set smaller, and then scroll with a cue ---------

const fit = () => {
  for (const formula of document.querySelectorAll(".formula, .left, .right, .whole")) {
    formula.classList.remove("tight");
    const box = formula.matches(".formula") ? formula.parentElement : formula; // what it must fit, and what scrolls if it does not
    const around = getComputedStyle(box);
    const room = box.clientWidth - (box === formula ? 0 : parseFloat(around.paddingLeft) + parseFloat(around.paddingRight));
    if (room <= 0) continue; // not on display yet
    const indent = parseFloat(getComputedStyle(formula).paddingLeft);
    const widest = Math.max(...[...formula.querySelectorAll("math")].map((m) => m.getBoundingClientRect().width));
    const over = widest + indent > room + 1;
    if (over) {
      formula.style.setProperty("--fit", `${Math.max(0.62, ((room - indent) / widest) * 0.98)}em`);
      formula.classList.add("tight");
    }
    box.classList.remove("wide");
    const still = over && box.scrollWidth > box.clientWidth + 1;
    box.classList.toggle("wide", still);
    if (still && !box.closest("summary")) box.tabIndex = 0;
  }
  for (const said of document.querySelectorAll(".ranges")) {
    said.classList.remove("wide");
    const still = said.clientWidth > 0 && said.scrollWidth > said.clientWidth + 1;
    said.classList.toggle("wide", still);
    if (still) said.tabIndex = 0;
  }
};
document.fonts.ready.then(fit);
let waiting;
addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(fit, 150);
});

// --- search ---------------------------------------------------------------------------------------------------------

const plain = (words) => words.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");

const score = ([title, , kind, words], terms) => {
  const name = plain(title), all = `${name} ${plain(kind)} ${plain(words)}`;
  if (!terms.every((t) => all.includes(t))) return 0;
  return terms.reduce((sum, t) => sum + (plain(kind) === t ? 9 : name.startsWith(t) ? 5 : name.includes(t) ? 3 : 1), 1);
};

const search = async () => {
  const terms = plain(field.value).split(/\s+/).filter(Boolean);
  if (!terms.length) return close();
  await load("search.js");
  const hits = window.SEARCH.map((row) => [score(row, terms), row]).filter(([s]) => s).sort((a, b) => b[0] - a[0]);
  const list = element("ul");
  for (const [, [title, address, kind]] of hits.slice(0, 12))
    list.append(element("li", {}, element("a", { href: root + address }, title, " ", element("small", {}, kind))));
  found.replaceChildren(element("p", { role: "status" }, hits.length ? `${hits.length} found` : "Nothing found"), list);
  found.hidden = false;
};
const close = () => { found.hidden = true; };
field.addEventListener("input", search);
field.addEventListener("focus", search);
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  found.querySelector("a")?.click();
});
addEventListener("keydown", (event) => {
  if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) {
    event.preventDefault();
    field.focus();
  }
  if (event.key === "Escape") { close(); hide(); }
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !found.hidden) {
    const stops = [field, ...found.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
    if (at >= 0) {
      event.preventDefault();
      stops[(at + (event.key === "ArrowDown" ? 1 : stops.length - 1)) % stops.length].focus();
    }
  }
});
addEventListener("click", (event) => { if (!event.target.closest(".search")) close(); });

// --- previews -------------------------------------------------------------------------------------------------------

// A preview is written with signs that stand for pieces of HTML, which are said once for the whole book.
const previewOf = async (tag) => {
  await load("previews.js");
  const { words, texts } = window.PREVIEWS;
  return (texts[tag] ?? "").replace(/[\ue000-\uf8ff]/g, (sign) => words[sign.charCodeAt(0) - 0xe000]);
};
const preview = element("div", { id: "preview", hidden: true, role: "tooltip" });
document.body.append(preview);
let soon;
const show = (link) => {
  clearTimeout(soon);
  soon = setTimeout(async () => {
    preview.innerHTML = await previewOf(link.dataset.tag);
    if (!preview.innerHTML) return;
    preview.hidden = false;
    link.setAttribute("aria-describedby", "preview");
    const place = link.getBoundingClientRect(), size = preview.getBoundingClientRect();
    const below = place.bottom + size.height + 12 < innerHeight || place.top < size.height + 12;
    preview.style.top = `${scrollY + (below ? place.bottom + 6 : place.top - size.height - 6)}px`;
    preview.style.left = `${Math.max(16, Math.min(place.left, innerWidth - size.width - 16))}px`;
    fit();
  }, 180);
};
const hide = () => {
  clearTimeout(soon);
  preview.hidden = true;
};
for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  addEventListener(start, (event) => {
    const link = event.target.closest?.("a[data-tag]");
    if (link) show(link);
  });
  addEventListener(end, (event) => { if (event.target.closest?.("a[data-tag]")) hide(); });
}

// --- copying --------------------------------------------------------------------------------------------------------

for (const text of document.querySelectorAll("pre.copy")) {
  const name = text.getAttribute("aria-label"), box = element("div", { className: "copied" });
  text.replaceWith(box);
  box.append(text);
  const button = element("button", { type: "button", textContent: "Copy" });
  button.setAttribute("aria-label", `Copy ${name}`);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch { // no clipboard for a page from disk: select the text and ask the old way
      getSelection().selectAllChildren(text);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  box.append(button);
}

// --- the ledger's filters -------------------------------------------------------------------------------------------

const filters = document.getElementById("filters");
if (filters) {
  const rows = [...document.querySelectorAll("#ledger tbody tr")];
  const [words, chapter, grade] = ["words", "chapter", "grade"].map((id) => document.getElementById(id));
  const filter = () => {
    const terms = plain(words.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const all = plain(`${row.textContent.replaceAll("\u200b", "")} ${row.dataset.words}`);
      const fits = terms.every((t) => all.includes(t)) && (!chapter.value || row.dataset.chapter === chapter.value)
        && (!grade.value || row.dataset.grade === grade.value);
      row.hidden = !fits;
      shown += fits;
    }
    document.getElementById("count").textContent = `${shown} of ${rows.length} theorems`;
  };
  filters.hidden = false;
  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  words.value = new URLSearchParams(location.search).get("q") ?? "";
  filter();
}
