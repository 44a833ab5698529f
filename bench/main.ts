/** `npm run bench [-- name…]`: takes the named measures ("cast" is all of cast's), or all of them, one after the other, and prints what they found. */
import { measureAcknowledgement } from "./acknowledgement.ts";
import { measureCastDoors } from "./cast-doors.ts";
import { measureCastPolling } from "./cast-polling.ts";
import { measureCastShow } from "./cast-show.ts";
import { measureClaims } from "./claims.ts";
import { openPostgres, openSqlite } from "./databases.ts";
import { measureDecisions } from "./decisions.ts";
import { measureDueClock } from "./due-clock.ts";
import { type Measure, take } from "./measure.ts";
import { measureModels } from "./models.ts";
import { measurePageWeight } from "./page-weight.ts";
import { printTable } from "./table.ts";

const measures: Readonly<Record<string, Measure>> = {
  acknowledgement: measureAcknowledgement,
  models: measureModels,
  "cast-doors": measureCastDoors,
  "cast-polling": measureCastPolling,
  "cast-show": measureCastShow,
  "page-weight": measurePageWeight,
  decisions: measureDecisions,
  claims: measureClaims,
  "due-clock-sqlite": async (atEnd) => measureDueClock(await openSqlite(atEnd), atEnd),
  "due-clock-postgres": async (atEnd) => measureDueClock(await openPostgres(atEnd), atEnd),
};
/** Each measure takes far less; what hangs is ended. */
const LIMIT_MS = 180_000;

const asked = process.argv.slice(2);
const isNamed = (measure: string, name: string): boolean => measure === name || measure.startsWith(`${name}-`);
const unknown = asked.filter((name) => !Object.keys(measures).some((measure) => isNamed(measure, name)));
if (unknown.length > 0) {
  console.error(`There is no measure ${unknown.join(", ")}: there are ${Object.keys(measures).join(", ")}.`);
  process.exit(1);
}

for (const [name, measure] of Object.entries(measures)) {
  if (asked.length > 0 && !asked.some((each) => isNamed(name, each))) continue;
  try {
    for (const table of await take(measure, LIMIT_MS)) printTable(table);
  } catch (error) {
    console.error(`\n${name}:`, error);
    process.exitCode = 1;
  }
}
// A measure that was cut off leaves players behind who would go on knocking.
process.exit();
