"use strict";
// With this script the dates follow the hours a week, ticks are stored and can be saved as a file, and pointing at a skill of the
// graph shows what it builds on. Without it the page has the same content.
for (const plan of document.querySelectorAll(".plan")) {
  const items = [...plan.querySelectorAll("li[data-kind]")];
  const hours = plan.querySelector("input.hours");
  const field = plan.querySelector("select.field");
  const open = plan.querySelector("input.open");
  const text = plan.querySelector("textarea");
  const day = 24 * 60 * 60 * 1000;
  const start = Date.parse(plan.dataset.start + "T00:00:00Z");
  const pace = Number(plan.dataset.pace) || 1;
  const shelf = "skillgap ticks of " + document.title;
  const name = (item) => [item.dataset.kind, item.dataset.id, item.dataset.level || ""].join(",");
  const ticked = (item) => item.querySelector(".tick").checked;

  // A part of a day counts as a whole day.
  const dayAfter = (spent, week) =>
    new Date(start + Math.ceil(spent * pace / week * 7) * day).toISOString().slice(0, 10);

  const dates = () => {
    const week = Number(hours.value);
    const known = week >= 0.5 && week <= 168;
    for (const item of items) {
      put(item, "time.ends", known ? dayAfter(Number(item.dataset.hoursAfter), week) : "");
    }
    const rows = [...plan.querySelectorAll(".timeline li")];
    for (const [at, stage] of [...plan.querySelectorAll(".stage")].entries()) {
      const last = [...stage.querySelectorAll("li[data-kind]")].pop();
      const ends = known ? dayAfter(Number(last.dataset.hoursAfter), week) : "";
      put(stage, "time.stage-ends", ends);
      if (rows[at]) put(rows[at], "time.stage-ends", ends);
    }
  };
  const put = (where, which, date) => {
    const time = where.querySelector(which);
    if (!time) return;
    time.textContent = date;
    const by = time.closest(".by");
    if (by) by.hidden = date === "";
  };

  const show = () => {
    for (const item of items) {
      const other = field.value !== "" && item.dataset.field !== field.value;
      item.hidden = other || (open.checked && ticked(item));
    }
    for (const stage of plan.querySelectorAll(".stage")) {
      stage.hidden = [...stage.querySelectorAll("li[data-kind]")].every((item) => item.hidden);
    }
  };

  const count = () => {
    const today = new Date().toISOString().slice(0, 10);
    const rest = items.filter((item) => !ticked(item)).map((item) => Number(item.dataset.hours));
    const done = items.filter(ticked);
    for (const item of items) item.classList.toggle("ticked", ticked(item));
    plan.querySelector(".left").textContent =
      `${done.length} of ${items.length} ticked, ${rest.reduce((sum, h) => sum + h, 0)} h left`;
    text.value = "kind,id,level,on\n" + done.map((item) => name(item) + "," + (item.dataset.on || today) + "\n").join("");
  };
  const keep = () => {
    try {
      localStorage.setItem(shelf, JSON.stringify(items.filter(ticked).map((item) => [name(item), item.dataset.on])));
    } catch { /* Some browsers store nothing for a page from the disk. */ }
  };
  const recall = () => {
    try {
      const kept = new Map(JSON.parse(localStorage.getItem(shelf) || "[]"));
      for (const item of items) {
        if (!kept.has(name(item))) continue;
        item.querySelector(".tick").checked = true;
        item.dataset.on = kept.get(name(item));
      }
    } catch { /* as above */ }
  };

  for (const item of items) {
    const tick = item.querySelector(".tick");
    tick.disabled = false;
    tick.addEventListener("change", () => {
      item.dataset.on = new Date().toISOString().slice(0, 10);
      count(); keep(); show();
    });
  }
  hours.addEventListener("input", dates);
  field.addEventListener("change", show);
  open.addEventListener("change", show);
  plan.querySelector(".tools").addEventListener("submit", (event) => event.preventDefault());
  plan.querySelector(".download").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text.value], { type: "text/csv" }));
    link.download = "skillgap-ticks.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  plan.querySelector(".copy").addEventListener("click", () => {
    text.select();
    if (navigator.clipboard) navigator.clipboard.writeText(text.value).catch(() => {});
  });
  plan.querySelector(".tools").hidden = false;
  plan.querySelector(".save").hidden = false;
  recall(); dates(); count(); show();
}

for (const arcs of document.querySelectorAll("svg.arcs")) {
  const nodes = [...arcs.querySelectorAll(".node")];
  const pick = (at) => {
    const near = new Set([at]);
    for (const path of arcs.querySelectorAll("path")) {
      const on = path.dataset.from === at || path.dataset.to === at;
      path.classList.toggle("on", on);
      if (on) near.add(path.dataset.from).add(path.dataset.to);
    }
    for (const node of nodes) node.classList.toggle("on", near.has(node.dataset.node));
    arcs.classList.toggle("picked", at !== null);
  };
  for (const node of nodes) {
    node.addEventListener("pointerenter", () => pick(node.dataset.node));
    node.addEventListener("click", () => pick(node.dataset.node));
  }
  arcs.addEventListener("pointerleave", () => pick(null));
}
