import { type Manifest, type ManifestPlace, named } from './manifest.ts';

const NAMED = { kind: 'reference', need: 'optional' } as const;

const TURBO: readonly ManifestPlace[] = [
  { at: 'globalEnv', holds: 'names', as: NAMED },
  { at: 'globalPassThroughEnv', holds: 'names', as: NAMED },
  ...['tasks', 'pipeline'].flatMap((tasks): ManifestPlace[] => [
    { at: `${tasks}.*.env`, holds: 'names', as: NAMED },
    { at: `${tasks}.*.passThroughEnv`, holds: 'names', as: NAMED },
  ]),
];

const TOX: readonly ManifestPlace[] = [
  { at: 'env_run_base.set_env' },
  { at: 'env_run_base.pass_env', holds: 'names', as: NAMED },
  { at: 'env.*.set_env' },
  { at: 'env.*.pass_env', holds: 'names', as: NAMED },
];

/** Files that give variables to builds, tests and a developer's own programs. */
export const TOOL_MANIFESTS: readonly Manifest[] = [
  { accepts: named(/^turbo\.jsonc?$/), places: TURBO },
  { accepts: named(/^(?:nx|project)\.json$/), places: [{ at: '**.inputs.env', holds: 'names', as: NAMED }] },
  {
    accepts: named(/^\.?devcontainer\.json$/),
    places: [
      { at: 'containerEnv' },
      { at: 'remoteEnv' },
      { at: 'build.args' },
      { at: 'secrets', as: { kind: 'declare', need: 'optional' } },
    ],
    references: true,
  },
  {
    accepts: (path) => /(?:^|\/)\.vscode\/(?:launch|tasks)\.json$/.test(path),
    places: [{ at: '**.env' }],
    references: true,
  },
  {
    accepts: named(/^nodemon\.json$/),
    places: [{ at: 'env' }, { at: 'exec', holds: 'commands' }, { at: 'execMap.*', holds: 'commands' }],
  },
  { accepts: named(/^deno\.jsonc?$/), places: [{ at: 'tasks.*', holds: 'commands' }] },
  {
    accepts: named(/^docker-bake[\w.-]*\.json$/),
    places: [{ at: 'variable', as: { kind: 'declare', need: 'optional' } }, { at: 'target.*.args' }],
    references: true,
  },
  {
    accepts: named(/^\.?mise(?:\.[\w-]+)?\.toml$/),
    places: [{ at: 'env' }, { at: 'tasks.*.env' }, { at: 'tasks.*.run', holds: 'commands' }],
  },
  { accepts: named(/^tox\.toml$/), places: TOX },
  {
    accepts: named(/^pyproject\.toml$/),
    places: [
      { at: 'tool.pytest_env' },
      { at: 'tool.hatch.envs.*.env-vars' },
      { at: 'tool.poe.env' },
      { at: 'tool.poe.tasks.*.env' },
      { at: 'tool.pdm.scripts.*.env' },
      { at: 'tool.cibuildwheel.environment' },
      ...TOX.map((place) => ({ ...place, at: `tool.tox.${place.at}` })),
    ],
  },
];
