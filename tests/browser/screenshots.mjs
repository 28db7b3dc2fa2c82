// Pictures of the main states, for the README: each at three widths, light and dark.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, open, serve } from "./daybook.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../docs/screenshots");
const STATES = {
  search: "/?q=waiting+times",
  entry: "/entries/daily-live-16122014/15",
  day: "/pages/daily-live-16122014",
  entity: "/entities/person/dev-mistry",
  archive: "/archive",
};
const SIZES = { phone: [390, 780], tablet: [820, 900], wide: [1280, 860] };

mkdirSync(folder, { recursive: true });
const server = await serve();
const browser = await launch();
try {
  for (const [state, path] of Object.entries(STATES)) {
    for (const [size, [width, height]] of Object.entries(SIZES)) {
      for (const scheme of ["light", "dark"]) {
        const { page, close } = await open(browser, server.base, path, { width, height, scheme });
        await page.screenshot({ path: join(folder, `${state}-${size}-${scheme}.webp`), type: "webp", quality: 60 });
        await close();
      }
    }
  }
} finally {
  await browser.close();
  server.stop();
}
