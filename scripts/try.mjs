// Prints what rules find in real folders, with the line: for reading every finding while a rule is written.
// Usage: node scripts/try.mjs RULE-PREFIX DIR...
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

const outfile = `out/try-${process.pid}.mjs`;
await build({
  entryPoints: ['test/support/try-rules.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
