/** What a measure prints: rows of equal length under their column names, numbers already put into words. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Text at the left, figures at the right. */
export function printTable({ title, columns, rows }: Table): void {
  const lines = [columns, ...rows];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const inLine = (line: readonly string[]): string =>
    line
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join("  ");
  console.log(`\n${title}`);
  for (const line of [columns, widths.map((width) => "-".repeat(width)), ...rows]) console.log(`  ${inLine(line)}`);
}
