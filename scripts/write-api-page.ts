import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { apiPage } from "./api-page.ts";

/** `npm run api-page` */
await writeFile(join(import.meta.dirname, "../API.md"), apiPage());
