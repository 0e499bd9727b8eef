// Looks at the pages in a real browser: nothing leaves them, nothing fails, what people wrote stays text, dates are those of
// the program, ticks can be taken along, and axe finds nothing serious. Run it with `npm run check` after `cargo build`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const program = process.env.SKILLGAP || join(root, "target", "debug", "skillgap");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "skillgap-page-"));
const profile = ["--profile", join(here, "canary.toml"), "--today", "2026-11-28"];
const skillgap = (...words) => execFileSync(program, words, { cwd: root, encoding: "utf8" });

// A class with the canary in every name and free text, in which some know much and some little.
const people = join(folder, "class");
mkdirSync(people);
const one = readFileSync(join(here, "canary.toml"), "utf8");
for (let at = 0; at < 12; at += 1) {
  const ratings = `[ratings]\npython = ${at % 5}\njavascript = ${at % 3}\nlinux = ${at % 4}\n`;
  const name = `Ada <img src=x onerror=canary()> ${String.fromCharCode(65 + at)}`;
  writeFileSync(join(people, `person-${at}.toml`),
    one.replace(/name = .*/, `name = "${name}"`).replace(/\[ratings\]\npython = 1\n/, ratings));
}
writeFileSync(join(people, "cohort.toml"),
  'format = 1\nrole = "api-developer"\nstart = 2026-09-01\nsalt = "salt"\npeople = ["Ada <script>canary()</script>"]\n');
const group = [people, "--today", "2026-11-28"];

const pages = {
  person: ["report", ...profile],
  anonymous: ["report", "--anonymous", ...profile],
  "no goal": ["report", "--rate", "python=2"],
  class: ["cohort", "report", ...group, "--skills"],
  wall: ["cohort", "report", ...group, "--anonymous"],
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

/** Opens a page and notes everything that goes wrong in it. */
async function open(file, options) {
  const context = await browser.newContext({ bypassCSP: false, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(file|blob):/.test(request.url())) wrong.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => { window.canary = () => { window.sang = true; }; });
  await page.goto(pathToFileURL(file).href);
  return { page, wrong, context };
}

let looked = 0;
for (const [name, words] of Object.entries(pages)) {
  const file = join(folder, `${name.replace(" ", "-")}.html`);
  skillgap(...words, "-o", file);
  const html = readFileSync(file, "utf8");
  assert.equal(html.match(/<script/g).length, 1, `${name}: one script, the page's own`);
  if (name === "anonymous" || name === "wall") {
    assert.ok(!/Ada|Grace/.test(html), `${name}: the page names nobody`);
  }
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [360, 1280]) {
      const where = `${name}, ${width} pixels, ${colorScheme}`;
      const { page, wrong, context } = await open(file, { colorScheme, viewport: { width, height: 800 } });
      assert.equal(await page.evaluate(() => window.sang), undefined, `${where}: a text ran`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${where}: ${wide} pixels wide`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
      assert.deepEqual(wrong, [], where);
      // The policy of the page allows no other script, so axe comes in through the browser.
      const checker = await open(file, { colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
      await checker.page.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
      await checker.page.evaluate(axe);
      const found = await checker.page.evaluate(() => window.axe.run());
      const serious = found.violations
        .filter((violation) => ["serious", "critical"].includes(violation.impact))
        .map((violation) => `${violation.id}: ${violation.help} at ${violation.nodes[0].target}`);
      assert.deepEqual(serious, [], where);
      await checker.context.close();
      await context.close();
      looked += 1;
    }
  }
}

// Dates follow the hours a week as `roadmap --hours-per-week` does.
{
  const file = join(folder, "person.html");
  const { page, wrong, context } = await open(file, { acceptDownloads: true });
  for (const hours of ["10", "7.5", "3"]) {
    await page.fill("input.hours", hours);
    const roadmap = JSON.parse(skillgap("roadmap", "--json", "--hours-per-week", hours, ...profile));
    const expected = Object.fromEntries(roadmap.steps.map((step) => [`${step.skill} ${step.to}`, step.ends.typical]));
    const shown = await page.evaluate(() => Object.fromEntries(
      [...document.querySelectorAll("li[data-kind=step]")].map((item) =>
        [`${item.dataset.id} ${item.dataset.level}`, item.querySelector("time.ends").textContent])));
    assert.deepEqual(shown, expected, `dates at ${hours} hours a week`);
  }
  // Ticks are counted, and leave as text and as a file.
  const first = page.locator("li[data-kind=step] .tick").first();
  await first.check();
  const id = await page.locator("li[data-kind=step]").first().getAttribute("data-id");
  const text = await page.inputValue("textarea");
  assert.match(text, new RegExp(`^kind,id,level,on\\nstep,${id},[1-4],\\d{4}-\\d\\d-\\d\\d\\n$`));
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("button.download")]);
  assert.equal(readFileSync(await download.path(), "utf8"), text);
  await page.check("input.open");
  assert.equal(await page.locator("li[data-kind=step]").first().isVisible(), false, "what is ticked is left out");
  assert.deepEqual(wrong, []);
  await context.close();
}

// Without the script the page is whole.
{
  const { page, context } = await open(join(folder, "person.html"), { javaScriptEnabled: false });
  assert.equal(await page.locator(".tools").isVisible(), false);
  assert.ok(await page.locator("li[data-kind=step]").first().isVisible());
  await context.close();
}

// They print; of a class the hand-outs alone where one came to them, a sheet of paper or more for each person.
const sheets = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
for (const name of ["person", "class", "wall"]) {
  const { page, context } = await open(join(folder, `${name}.html`), {});
  for (const format of ["A4", "Letter"]) {
    assert.ok((await page.pdf({ format })).length > 10000, `${name} prints on ${format}`);
    if (name === "class") {
      const all = sheets(await page.pdf({ format }));
      await page.click('a[href="#hand-outs"]');
      const alone = sheets(await page.pdf({ format }));
      assert.ok(alone >= 12 && alone < all, `${alone} of ${all} sheets are hand-outs on ${format}`);
      await page.goto(page.url().replace(/#.*/, "#main"));
    }
  }
  await context.close();
}

await browser.close();
rmSync(folder, { recursive: true });
console.log(`${looked} looks at ${Object.keys(pages).length} pages: all well`);
