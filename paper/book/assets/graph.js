// The graph of theorems: around the one that the address names, or whole.
"use strict";

addEventListener("DOMContentLoaded", () => {
  const data = window.THEOREMS;
  const users = {};
  for (const [tag, { uses }] of Object.entries(data)) for (const used of uses) (users[used] ??= []).push(tag);
  const byId = (id) => document.getElementById(id);

  const item = (tag) => {
    const entry = document.createElement("li"), link = document.createElement("a");
    Object.assign(link, { href: `#${tag}`, textContent: data[tag].title });
    link.dataset.tag = tag;
    entry.append(link);
    return entry;
  };
  const fill = (list, tags) => {
    list.replaceChildren(...tags.map(item));
    if (!tags.length) list.append(Object.assign(document.createElement("li"), { textContent: "No other theorem." }));
  };

  const draw = async () => {
    const tag = location.hash.slice(1), one = tag in data;
    byId("one").hidden = !one;
    byId("all").hidden = one;
    if (!one) return;
    fill(byId("below"), data[tag].uses);
    fill(byId("above"), users[tag] ?? []);
    Object.assign(byId("this"), { href: `theorems/${tag}.html`, textContent: data[tag].title });
    byId("this-preview").innerHTML = await previewOf(tag);
    byId("this-preview").querySelector(".head").remove();
    fit();
  };
  addEventListener("hashchange", draw);
  draw();

  const lit = (tag, on) => {
    for (const path of document.querySelectorAll(`.graph path[data-start="${tag}"], .graph path[data-end="${tag}"]`)) {
      path.classList.toggle("lit", on);
      const other = path.dataset.start === tag ? path.dataset.end : path.dataset.start;
      document.querySelector(`.graph a[data-tag="${other}"]`)?.classList.toggle("lit", on);
    }
  };
  for (const node of document.querySelectorAll(".graph a")) {
    for (const event of ["mouseenter", "focus"]) node.addEventListener(event, () => lit(node.dataset.tag, true));
    for (const event of ["mouseleave", "blur"]) node.addEventListener(event, () => lit(node.dataset.tag, false));
  }
});
