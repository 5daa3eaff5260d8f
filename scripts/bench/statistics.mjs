/** The value below which a share of the values lies, by the nearest rank. */
export function percentile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export const median = (values) => percentile(values, 0.5);

export const inMilliseconds = (value) => `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;

/** Prints rows under a title, the first cell to the left, the others to the right. */
export function printTable(title, rows) {
  const columns = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  console.log(`\n${title}`);
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(columns[column]) : cell.padStart(columns[column]),
    );
    console.log(`  ${cells.join('  ')}`);
  }
}
