import { type Manifest, named } from './manifest.ts';

/** Pipelines: what they give to their steps, and what they take of what the service keeps. */
export const PIPELINE_MANIFESTS: readonly Manifest[] = [
  {
    accepts: (path) => /(?:^|\/)(?:[\w-]*\.gitlab-ci|\.gitlab(?:-ci)?\/.+)\.ya?ml$/.test(path),
    places: [{ at: '**.variables' }],
    references: true,
  },
  {
    accepts: (path) => /(?:^|\/)\.circleci\/[\w-]+\.ya?ml$/.test(path),
    places: [
      { at: 'jobs.*.docker.environment', as: { kind: 'provide', external: true } },
      { at: '**.environment' },
    ],
    references: true,
  },
  {
    accepts: (path) => /(?:^|\/)(?:\.buildkite\/[\w.-]+|buildkite)\.ya?ml$/.test(path),
    places: [{ at: '**.env' }],
    references: true,
  },
  {
    accepts: (path) => /(?:^|\/)\.?azure-pipelines[\w./-]*\.ya?ml$/.test(path),
    places: [{ at: '**.variables' }, { at: '**.variables', holds: 'keyed', key: 'name' }, { at: '**.env' }],
    references: true,
  },
  {
    accepts: named(/^\.(?:drone|woodpecker)\.ya?ml$/),
    places: [{ at: '**.environment' }],
    references: true,
  },
  {
    accepts: named(/^\.travis\.yml$/),
    places: [
      { at: 'env', holds: 'commands' },
      { at: 'env.*', holds: 'commands' },
    ],
    references: true,
  },
  {
    accepts: named(/^cloudbuild[\w.-]*\.ya?ml$/),
    places: [
      { at: 'steps.env' },
      { at: 'options.env' },
      { at: '**.secretEnv', holds: 'names' },
      { at: 'availableSecrets.*.env', holds: 'names' },
    ],
  },
  {
    accepts: named(/^buildspec[\w.-]*\.ya?ml$/),
    places: [{ at: 'env.variables' }, { at: 'env.parameter-store' }, { at: 'env.secrets-manager' }],
    references: true,
  },
  {
    accepts: named(/^\.?appveyor\.ya?ml$/),
    places: [{ at: 'environment' }],
  },
  {
    accepts: named(/^bitbucket-pipelines\.yml$/),
    places: [{ at: '**.variables', holds: 'keyed', key: 'name' }],
    references: true,
  },
  { accepts: named(/^amplify\.ya?ml$/), places: [], references: true },
];
