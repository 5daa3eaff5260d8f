import { isYaml, type Manifest, type ManifestPlace, named } from './manifest.ts';

/** A value that the deploy must be given from outside. */
const ASKED = { kind: 'declare', need: 'required' } as const;
/** A secret that the platform keeps under this name. */
const KEPT = { kind: 'reference', need: 'required', external: true } as const;
/** Of a ready-made image. */
const FOREIGN = { kind: 'provide', external: true } as const;

const WRANGLER: readonly ManifestPlace[] = [
  { at: 'vars' },
  { at: 'env.*.vars' },
  { at: 'secrets.required', holds: 'names', as: ASKED },
];

/** Both CloudFormation and SAM, whose functions, containers and builds all have variables. */
const CLOUD_FORMATION: readonly ManifestPlace[] = [
  { at: '**.Environment.Variables' },
  { at: '**.Environment', holds: 'keyed', key: 'Name' },
  { at: '**.EnvironmentVariables', holds: 'keyed', key: 'Name' },
  { at: '**.Secrets', holds: 'keyed', key: 'Name' },
];

const ANSIBLE: readonly ManifestPlace[] = [{ at: '**.environment' }, { at: '**.docker_container.env' }];

const RAILWAY: readonly ManifestPlace[] = [
  { at: 'build.buildCommand', holds: 'commands' },
  { at: 'deploy.startCommand', holds: 'commands' },
  { at: 'deploy.preDeployCommand', holds: 'commands' },
];

/** Files that say what a deploy is given. After the documentation of each platform and tool. */
export const DEPLOY_MANIFESTS: readonly Manifest[] = [
  {
    accepts: named(/^fly(?:\.[\w-]+)?\.toml$/),
    places: [
      { at: 'env' },
      { at: 'build.args' },
      { at: 'files.secret_name', holds: 'names', as: KEPT },
      { at: 'processes.*', holds: 'commands' },
      { at: 'deploy.release_command', holds: 'commands' },
      { at: 'deploy.seed_command', holds: 'commands' },
      { at: 'console_command', holds: 'commands' },
    ],
  },
  { accepts: named(/^wrangler\.(?:toml|jsonc?)$/), places: WRANGLER },
  {
    accepts: named(/^netlify\.toml$/),
    places: [
      { at: 'build.environment' },
      { at: 'context.*.environment' },
      { at: 'template.environment', as: ASKED },
      { at: 'build.command', holds: 'commands' },
      { at: 'context.*.command', holds: 'commands' },
    ],
  },
  {
    accepts: named(/^nixpacks\.toml$/),
    places: [
      { at: 'variables' },
      { at: 'start.cmd', holds: 'commands' },
      { at: 'phases.*.cmds', holds: 'commands' },
    ],
  },
  {
    accepts: named(/^railpack\.json$/),
    places: [
      { at: 'deploy.variables' },
      { at: 'steps.*.variables' },
      { at: 'secrets', holds: 'names', as: KEPT },
      { at: 'steps.*.secrets', holds: 'names', as: KEPT },
      { at: 'deploy.startCommand', holds: 'commands' },
      { at: 'steps.*.commands', holds: 'commands' },
    ],
  },
  { accepts: named(/^railway\.(?:toml|json)$/), places: RAILWAY },
  {
    accepts: named(/^project\.toml$/),
    places: [
      { at: 'build.env', holds: 'keyed', key: 'name' },
      { at: 'io.buildpacks.build.env', holds: 'keyed', key: 'name' },
    ],
  },
  {
    accepts: named(/^vercel\.json$/),
    places: [
      { at: 'env' },
      { at: 'build.env' },
      { at: 'buildCommand', holds: 'commands' },
      { at: 'installCommand', holds: 'commands' },
      { at: 'devCommand', holds: 'commands' },
    ],
  },
  {
    accepts: named(/^heroku\.ya?ml$/),
    places: [
      { at: 'setup.config' },
      { at: 'setup.addons', holds: 'add-ons' },
      { at: 'build.config' },
      { at: 'run.*', holds: 'commands' },
      { at: 'run.*.command', holds: 'commands' },
      { at: 'release.command', holds: 'commands' },
    ],
  },
  {
    accepts: named(/^serverless(?:\.[\w-]+)?\.ya?ml$/),
    places: [{ at: 'provider.environment' }, { at: 'functions.*.environment' }, { at: '*.environment' }],
    references: true,
  },
  {
    accepts: (path) =>
      isYaml(path) || /(?:template|stack|cloudformation)[\w.-]*\.json$|\.template$/i.test(path),
    marker: /["']?AWSTemplateFormatVersion["']?\s*:|["']?Type["']?\s*:\s*["']?AWS::[A-Z]/,
    places: CLOUD_FORMATION,
  },
  {
    accepts: named(/task[\w-]*\.json$/i),
    marker: /"containerDefinitions"\s*:/,
    places: [
      { at: 'containerDefinitions.environment', holds: 'keyed', key: 'name' },
      { at: 'containerDefinitions.secrets', holds: 'keyed', key: 'name' },
    ],
  },
  {
    accepts: named(/^manifest[\w.-]*\.ya?ml$/),
    marker: /^applications[ \t]*:/m,
    places: [
      { at: 'applications.env' },
      { at: 'applications.command', holds: 'commands' },
      { at: 'applications.processes.command', holds: 'commands' },
    ],
  },
  {
    // AWS Copilot
    accepts: named(/^manifest\.ya?ml$/),
    marker: /^type[ \t]*:.*(?:Service|Job|Site)/m,
    places: [
      { at: 'variables' },
      { at: 'secrets' },
      { at: 'environments.*.variables' },
      { at: 'environments.*.secrets' },
    ],
  },
  {
    // Google App Engine
    accepts: named(/^app[\w.-]*\.ya?ml$/),
    marker: /^(?:runtime|env_variables|entrypoint)[ \t]*:/m,
    places: [{ at: 'env_variables' }, { at: 'build_env_variables' }, { at: 'entrypoint', holds: 'commands' }],
  },
  {
    // DigitalOcean App Platform
    accepts: (path) => /(?:^|\/)(?:\.do\/[^/]+|app)\.ya?ml$/.test(path),
    marker: /^[ \t]*(?:-[ \t]+)?envs[ \t]*:/m,
    places: [
      { at: '**.envs', holds: 'keyed', key: 'key' },
      { at: '**.run_command', holds: 'commands' },
      { at: '**.build_command', holds: 'commands' },
    ],
  },
  { accepts: named(/^apphosting[\w.-]*\.ya?ml$/), places: [{ at: 'env', holds: 'keyed', key: 'variable' }] },
  {
    accepts: named(/^apprunner\.ya?ml$/),
    places: [
      { at: 'run.env', holds: 'keyed', key: 'name' },
      { at: 'run.secrets', holds: 'keyed', key: 'name' },
      { at: 'build.env', holds: 'keyed', key: 'name' },
      { at: 'run.command', holds: 'commands' },
    ],
  },
  {
    // Elastic Beanstalk
    accepts: (path) => /(?:^|\/)\.ebextensions\/[^/]+\.(?:config|ya?ml)$/.test(path),
    places: [{ at: 'option_settings.aws:elasticbeanstalk:application:environment' }],
  },
  {
    // Kamal. `NAME:OTHER` of a secret gives a variable the value that is kept under another name.
    accepts: (path) => /(?:^|\/)(?:config\/)?deploy(?:\.[\w-]+)?\.ya?ml$/.test(path),
    marker: /^(?:service|image|servers|env)[ \t]*:/m,
    places: [
      { at: 'env.clear' },
      { at: 'env.secret' },
      { at: 'env', holds: 'texts' },
      { at: 'servers.*.env', holds: 'texts' },
      { at: 'servers.*.env.clear' },
      { at: 'servers.*.env.secret' },
      { at: 'accessories.*.env', holds: 'texts', as: FOREIGN },
      { at: 'accessories.*.env.clear', as: FOREIGN },
      { at: 'accessories.*.env.secret', as: FOREIGN },
      { at: 'builder.args' },
      { at: 'builder.secrets', holds: 'names', as: KEPT },
      { at: 'registry.password', holds: 'names', as: KEPT },
    ],
  },
  {
    accepts: named(
      /^(?:ecosystem[\w.-]*\.json|pm2[\w.-]*\.json|process[\w.-]*\.(?:json|ya?ml)|ecosystem[\w.-]*\.ya?ml)$/,
    ),
    marker: /["']?apps["']?\s*:/,
    places: [{ at: 'apps.env*' }],
  },
  { accepts: named(/^eas\.json$/), places: [{ at: 'build.*.env' }] },
  { accepts: isYaml, marker: /^[ \t]*-[ \t]+hosts[ \t]*:/m, places: ANSIBLE, references: true },
  {
    accepts: (path) => isYaml(path) && /(?:^|\/)(?:ansible|playbooks?|roles|handlers|tasks)\//.test(path),
    marker: /^[ \t]*(?:-[ \t]+)?(?:environment|env)[ \t]*:/m,
    places: ANSIBLE,
    references: true,
  },
];
