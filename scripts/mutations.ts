import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { coreMutations, type Mutation } from "./core-mutations.ts";

/**
 * `npm run mutations [-- words…]`: breaks the generation core in one way after the other, in a copy, and lets the fast
 * suites find it. Ends with 1 when one of them goes unnoticed, and writes who noticed what; with words, it does those that
 * say one of them, and only prints their rows.
 */

const root = join(import.meta.dirname, "..");
const copied = ["contract", "server", "tests", "package.json", "tsconfig.json"];
const suites = [
  ...["tests/unit/lifecycle", "tests/unit/gate", "tests/unit/core-", "tests/unit/looks-under-churn"],
  ...["tests/model", "tests/contract/generation-store.memory"],
];
/** The same random lives each time: enough of them to show much, and the table does not change by itself. */
const model = { MODEL_RUNS: "300", MODEL_SEED: "1" };
const randomRuns = "model/generation-lives: whatever happens to servers, players, database and provider";
/** A core that turns in circles keeps its test from ever ending. */
const patienceMs = 300_000;

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

interface Verdict {
  readonly isNoticed: boolean;
  /** `file: test`, of those that failed. */
  readonly failed: readonly string[];
}

const copy = await mkdtemp(join(tmpdir(), "waygate-mutations-"));
try {
  await makeCopy();
  const sound = await runSuites();
  if (sound.isNoticed) throw new Error(`The suites fail before anything is broken: ${sound.failed.join("; ")}`);
  const rows: string[][] = [];
  const words = process.argv.slice(2);
  const isMeant = ({ breaks }: Mutation) => words.length === 0 || words.some((word) => breaks.includes(word));
  for (const mutation of coreMutations.filter(isMeant)) rows.push(row(mutation, await verdictOn(mutation)));
  if (words.length === 0) await writeFile(join(root, "tests/MUTATIONS.md"), pageOf(rows));
  else console.log(rows.map(lineOf).join("\n"));
} finally {
  await rm(copy, { recursive: true, force: true });
}

async function makeCopy(): Promise<void> {
  for (const name of copied) await cp(join(root, name), join(copy, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  // Without the Postgres that the whole run has.
  await writeFile(join(copy, "vitest.config.ts"), "export default { test: { testTimeout: 60_000, maxWorkers: 2 } };\n");
}

/** @throws Error when the text to be broken is not there, or not once: the core has changed, and the mutation has to */
async function verdictOn({ breaks, edits }: Mutation): Promise<Verdict> {
  const sound = await Promise.all(edits.map(({ file }) => readFile(join(copy, file), "utf8")));
  for (const [index, { file, find, put }] of edits.entries()) {
    const parts = (sound[index] ?? "").split(find);
    if (parts.length !== 2) throw new Error(`"${breaks}": ${file} has its text ${parts.length - 1} times, not once.`);
    await writeFile(join(copy, file), parts.join(put));
  }
  const verdict = await runSuites();
  for (const [index, { file }] of edits.entries()) await writeFile(join(copy, file), sound[index] ?? "");
  console.log(`${verdict.isNoticed ? "noticed " : "SURVIVES"}  ${breaks}`);
  for (const each of verdict.failed) console.log(`            ${each}`);
  if (!verdict.isNoticed) process.exitCode = 1;
  return verdict;
}

async function runSuites(): Promise<Verdict> {
  const reportFile = join(copy, "report.json");
  await rm(reportFile, { force: true });
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(
    process.execPath,
    [vitest, "run", "--root", copy, "--reporter=json", `--outputFile=${reportFile}`, ...suites],
    { cwd: copy, env: { ...process.env, ...model }, stdio: "ignore", timeout: patienceMs, killSignal: "SIGKILL" },
  );
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
  if (code === 0) return { isNoticed: false, failed: [] };
  if (!existsSync(reportFile)) return { isNoticed: true, failed: ["all: the run did not come to its end"] };
  const failed = Report.parse(JSON.parse(await readFile(reportFile, "utf8"))).testResults.flatMap(
    ({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === "failed")
        .map(({ fullName }) => `${name.slice(copy.length + 1).replace(/^tests\/|\.test\.ts$/g, "")}: ${fullName}`),
  );
  return { isNoticed: true, failed };
}

function row({ breaks }: Mutation, { failed }: Verdict): string[] {
  const others = failed.filter((each) => !each.startsWith("model/"));
  const isNoticedByChance = failed.some((each) => each.startsWith(`${randomRuns} every promise`));
  const first = failed.length === 0 ? "**it survives**" : (others[0] ?? failed[0] ?? "");
  return [breaks, String(failed.length), first, isNoticedByChance ? "yes" : "no"];
}

function pageOf(rows: readonly string[][]): string {
  const table = [
    ["what is broken", "failing tests", "one of them", "random runs notice"],
    ["---", "---", "---", "---"],
    ...rows,
  ];
  return `# Ways to break the generation core, and who notices

Made by \`npm run mutations\`: each of \`scripts/core-mutations.ts\` is done to a copy, and the fast suites run on it. It ends
with 1 when one goes unnoticed, and at once when its text is not in the core any more. The last column tells whether the
model's ${model.MODEL_RUNS} random runs alone would have done.

${table.map(lineOf).join("\n")}
`;
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
