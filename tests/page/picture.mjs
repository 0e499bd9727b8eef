// Draws the picture of the page that stands in the README: `npm run picture` after `cargo build`.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const program = process.env.SKILLGAP || join(root, "target", "debug", "skillgap");
const pictures = join(root, "tests", "pictures");
const folder = mkdtempSync(join(tmpdir(), "skillgap-picture-"));
const file = join(folder, "lena.html");
execFileSync(program, ["report", "-o", file, "--profile", join(pictures, "lena.toml"), "--today", "2026-11-28"]);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 900, height: 900 }, colorScheme: "light" });
await page.goto(pathToFileURL(file).href);
await page.screenshot({ path: join(pictures, "page.png") });
await browser.close();
rmSync(folder, { recursive: true });
