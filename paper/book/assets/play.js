// Three figures to play with, drawn from the formulas of the theorems; no kernel, no library.
"use strict";

addEventListener("DOMContentLoaded", () => {
  const svg = (name, values = {}, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  };

  // A slider with its name and its value; `shown` turns its position into what it means.
  const slider = (controls, name, [low, high, step, start], shown, redraw) => {
    const label = document.createElement("label"), output = document.createElement("output");
    const input = Object.assign(document.createElement("input"), { type: "range", min: low, max: high, step, value: start });
    input.setAttribute("aria-label", name);
    const read = () => shown(Number(input.value));
    const say = () => {
      const value = read();
      output.textContent = String(Number(value.toPrecision(3))).replace("-", "−");
      input.setAttribute("aria-valuetext", output.textContent);
    };
    input.addEventListener("input", () => { say(); redraw(); });
    label.append(name, input, output);
    controls.append(label);
    say();
    return read;
  };

  const stage = (id, width, height, says) => {
    const place = document.querySelector(`#${id} .stage`);
    const canvas = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": says });
    const controls = Object.assign(document.createElement("div"), { className: "controls" });
    place.append(canvas, controls);
    return { canvas, controls };
  };

  const softmax = (z) => {
    const top = Math.max(...z), e = z.map((x) => Math.exp(x - top)), total = e.reduce((a, b) => a + b);
    return e.map((x) => x / total);
  };
  const same = (x) => x, power = (x) => 10 ** x;

  // The triangle of probabilities of three outcomes.
  const corners = [[20, 235], [280, 235], [150, 20]];
  const spot = (p) => [0, 1].map((axis) => p.reduce((sum, x, k) => sum + x * corners[k][axis], 0));
  const path = (points) => points.map(([x, y], k) => `${k ? "L" : "M"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");
  const triangle = (canvas, names) => {
    canvas.replaceChildren(svg("path", { d: path(corners) + "Z", class: "frame-line" }));
    names.forEach((name, k) =>
      canvas.append(svg("text", { x: corners[k][0], y: corners[k][1] + (k < 2 ? 18 : -7), "text-anchor": "middle" }, name)));
  };
  const dot = (canvas, p, kind) => {
    const [x, y] = spot(p);
    canvas.append(svg("circle", { cx: x.toFixed(2), cy: y.toFixed(2), r: 6, class: kind }));
  };
  const temperatures = Array.from({ length: 241 }, (_, k) => 10 ** (k / 40 - 3));
  const percent = (p) => p.map((x) => `${(100 * x).toFixed(1)}\u00a0%`).join(", ");

  {
    const { canvas, controls } = stage("temperature", 300, 265, "A triangle with the path of softmax over all temperatures");
    const said = Object.assign(document.createElement("p"), { className: "status" });
    said.setAttribute("role", "status");
    let scores = [], heat;
    const draw = () => {
      if (!heat) return;
      const z = scores.map((read) => read()), T = heat(), p = softmax(z.map((x) => x / T));
      triangle(canvas, ["1", "2", "3"]);
      canvas.append(svg("path", { d: path(temperatures.map((t) => spot(softmax(z.map((x) => x / t))))), class: "softmax" }));
      dot(canvas, p, "dot-softmax");
      said.textContent = `softmax = ${percent(p)}`;
    };
    scores = [1, 0.5, -1].map((start, k) => slider(controls, `score z${"₁₂₃"[k]}`, [-2, 2, 0.1, start], same, draw));
    heat = slider(controls, "temperature T", [-2, 2, 0.02, 0], power, draw);
    controls.append(said);
    draw();
  }

  {
    const { canvas, controls } = stage("counts", 300, 265, "A triangle with the segment of add-alpha and the curve of temperature");
    const said = Object.assign(document.createElement("p"), { className: "status" });
    said.setAttribute("role", "status");
    let counts = [], add, heat;
    const draw = () => {
      if (!heat) return;
      const c = counts.map((read) => read()), a = add(), T = heat(), total = c.reduce((x, y) => x + y);
      const added = (alpha) => c.map((x) => (x + alpha) / (total + 3 * alpha));
      const tempered = (t) => softmax(c.map((x) => Math.log(x) / t));
      triangle(canvas, ["1", "2", "3"]);
      canvas.append(svg("path", { d: path([spot(c.map((x) => x / total)), spot([1 / 3, 1 / 3, 1 / 3])]), class: "added" }));
      canvas.append(svg("path", { d: path(temperatures.filter((t) => t >= 1).map((t) => spot(tempered(t)))), class: "softmax" }));
      dot(canvas, added(a), "dot-added");
      dot(canvas, tempered(T), "dot-softmax");
      said.textContent = `Add α (dashed): ${percent(added(a))}. Heat (solid): ${percent(tempered(T))}.`;
    };
    counts = [1, 4, 12].map((start, k) => slider(controls, `count c${"₁₂₃"[k]}`, [1, 30, 1, start], same, draw));
    add = slider(controls, "constant α", [-2, 3, 0.02, 0], power, draw);
    heat = slider(controls, "temperature T", [0, 2, 0.02, 0.3], power, draw);
    controls.append(said);
    draw();
  }

  {
    const width = 320, height = 250, left = 42, bottom = 210, top = 14;
    const { canvas, controls } = stage("distance", width, height, "The size of two gradients against a distance");
    let exponent, classes;
    const draw = () => {
      if (!classes) return;
      const kappa = exponent(), n = classes();
      const right = (d) => (kappa / d) * (1 - d ** -kappa / (d ** -kappa + n - 1)); // the right class at distance d, the others at 1
      const wrong = (d) => (kappa / d) * (d ** -kappa / (d ** -kappa + n - 1)); // a wrong class at distance d, all others at 1
      const x = (d) => left + ((width - left - 12) * d) / 2, most = Math.max(4, 2 * kappa), y = (v) => bottom - ((bottom - top) * v) / most;
      const curve = (f) => path(Array.from({ length: 200 }, (_, k) => (k + 1) / 100).filter((d) => f(d) <= most).map((d) => [x(d), y(f(d))]));
      canvas.replaceChildren(svg("path", { d: `M${left} ${top}V${bottom}H${width - 12}`, class: "frame-line" }));
      canvas.append(
        svg("path", { d: curve(right), class: "softmax" }),
        svg("path", { d: curve(wrong), class: "added" }),
        svg("text", { x: (left + width) / 2, y: height - 6, "text-anchor": "middle" }, "distance"),
        svg("text", { x: left - 24, y: (top + bottom) / 2, "text-anchor": "middle", transform: `rotate(-90 ${left - 24} ${(top + bottom) / 2})` }, "size of the gradient"),
        svg("text", { x: left - 5, y: bottom + 4, "text-anchor": "end" }, "0"),
        svg("text", { x: left - 5, y: top + 8, "text-anchor": "end" }, most.toFixed(0)),
        svg("text", { x: x(1), y: bottom + 17, "text-anchor": "middle" }, "1"),
        svg("text", { x: x(2), y: bottom + 17, "text-anchor": "end" }, "2"),
      );
    };
    exponent = slider(controls, "exponent κ", [0.2, 30, 0.1, 2], same, draw);
    classes = slider(controls, "classes n", [2, 50, 1, 10], same, draw);
    const legend = Object.assign(document.createElement("p"), { className: "status" });
    legend.textContent = "Solid: with respect to the distance of the right class. Dashed: of a wrong one.";
    controls.append(legend);
    draw();
  }
});
