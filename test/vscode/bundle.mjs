import { build } from 'esbuild';

/** Bundles the suite for a platform (`browser` or `node`) and returns the path of the bundle. */
export async function bundleSuite(platform) {
  const outfile = `out/vscode-suite/${platform}.js`;
  await build({
    entryPoints: ['test/vscode/suite/index.ts'],
    outfile,
    bundle: true,
    platform,
    format: 'cjs',
    target: 'es2023',
    // Of Node only what a case loads that a browser does not run.
    external: ['vscode', 'node:*'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
