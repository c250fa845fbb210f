"use strict";
/* The page of a run, or of several side by side: then the lanes of one title lie above each other, on one scale. */
(() => {
  const {el, seconds} = Lanes;
  const runs = [].concat(JSON.parse(document.getElementById("data").textContent)).map(Run);
  const several = runs.length > 1;
  const KINDS = ["operator", "storm", "amplification", "path", "table", "probe"];
  const MOST = several ? {path: 2, table: 1, probe: 6} : {path: 4, table: 2, probe: 8};

  // What is alike in all of them: where phases wait for a mitigation, each lane shows its own.
  const phases = runs[0].phases.filter(p => runs.every(r => r.phases.some(q => q.name === p.name && Math.abs(q.from - p.from) < .05)));

  function row(title) {
    const found = runs.flatMap(r => r.lanes.filter(l => l.title === title).map(l => ({...l, label: r.label, phases: r.phases})));
    const height = Math.max(...found.map(l => l.height));
    const top = on => Math.max(...found.map(l => l[on]?.least || 0), ...found.flatMap(l => l.series.filter(s => s.on === on))
      .map(s => s.values.reduce((most, v) => Math.max(most, v ?? 0), 0)));
    const lanes = !several ? found : found.map((l, i) => ({
      ...l, height, joined: i < found.length - 1, title: `${l.label} · ${title}`, y: l.y && {...l.y, least: top("y")}, y2: l.y2 && {...l.y2, least: top("y2")},
    }));
    const sum = key => lanes.reduce((all, l) => all + (l[key] ?? 0), 0);
    return {title, kind: lanes[0].kind, lanes, weight: sum("weight"), rank: sum("rank")};
  }

  const rows = [...new Set(runs.flatMap(r => r.lanes.map(l => l.title)))].map(row)
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));

  // Shown are those that suffered most; of devices that lost nothing the busiest, and none that idled.
  for (const [kind, most] of Object.entries(MOST)) {
    const ranked = rows.filter(r => r.kind === kind && (kind === "probe" || r.rank > 0))
      .sort((a, b) => b.weight - a.weight || b.rank - a.rank).slice(0, most);
    rows.filter(r => r.kind === kind && !ranked.includes(r)).forEach(r => r.lanes.forEach(l => { l.hidden = true; }));
  }

  const picture = document.getElementById("picture");
  const ruler = el("div", {class: "ruler"}), body = el("div");
  picture.replaceChildren(ruler, body);
  const dashboard = document.getElementById("dashboard");
  const sheet = Lanes.sheet({
    ruler, places: [[body, rows.flatMap(r => r.lanes)], ...(dashboard ? [[dashboard, runs[0].ages]] : [])],
    endS: Math.max(...runs.map(r => r.endS)), stepS: Math.min(...runs.map(r => r.stepS)), phases,
    spokenAt: t => runs.map(r => (several ? r.label + ": " : "") + r.spokenAt(t)).join(" "),
  });

  const tools = document.getElementById("tools");
  const keys = el("div", {class: "keys"});
  const sign = (style, text) => {
    const mark = el("span", {"aria-hidden": "true"});
    mark.style.cssText = "width:22px;height:12px;" + style;
    keys.append(el("span", {}, mark, text));
  };
  if (phases.some(p => p.kind === "trigger" && p.to > p.from)) {
    sign("background:color-mix(in srgb,var(--trigger) 22%,transparent)", "trigger");
  }
  const thin = "color-mix(in srgb,var(--starved) 35%,transparent) 0 1px,transparent 1px 5px";
  sign(`border-top:3px solid var(--starved);background:repeating-linear-gradient(135deg,${thin})`, "starved");
  sign("border-bottom:4px solid var(--blind)", "blind");
  if (runs.some(r => r.untrusted.length)) sign("background:color-mix(in srgb,var(--muted) 30%,transparent)", "this host was late: not to be trusted");
  const coarse = runs.find(r => r.cutsPerBucket > 1);
  if (coarse) {
    keys.append(el("span", {}, `a point is ${seconds(coarse.stepS)}: counts added up, of latencies and queues the worst`));
  }
  const button = (text, label, act) => {
    const b = el("button", {type: "button", "aria-label": `${text}: ${label}`, title: label}, text);
    b.addEventListener("click", () => act(b));
    return b;
  };
  const choices = el("div");
  for (const row of rows) {
    const box = el("input", {type: "checkbox"});
    box.checked = !row.lanes[0].hidden;
    box.addEventListener("change", () => { row.lanes.forEach(l => { l.hidden = !box.checked; }); sheet.build(); });
    choices.append(el("label", {}, box, " " + row.title));
  }
  const log = button("log", "logarithmic scales", b => {
    const on = b.getAttribute("aria-pressed") !== "true";
    b.setAttribute("aria-pressed", on);
    sheet.setLog(on);
  });
  log.setAttribute("aria-pressed", "false");
  tools.append(keys, log, button("−", "zoom out", () => sheet.scaleBy(2)), button("+", "zoom in", () => sheet.scaleBy(.5)),
    button("reset", "the whole run", sheet.reset), el("details", {}, el("summary", {}, "lanes"), choices));
})();
