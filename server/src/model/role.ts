/** What a file is for. A rule states in which roles it speaks; by default application code only. */
export type Role =
  | 'application'
  | 'test'
  | 'fixture'
  | 'example'
  | 'documentation'
  | 'migration'
  | 'script'
  | 'build'
  | 'generated'
  | 'vendored'
  | 'minified';

/** The environment a file speaks of: `docker-compose.dev.yml` is of development; most files are of any. */
export type Environment = 'development' | 'test' | 'production' | 'any';

/** What a deployable unit is. Rules about running processes are not applicable to a library. */
export type ProjectKind =
  | 'service'
  | 'worker'
  | 'library'
  | 'command-line-tool'
  | 'static-site'
  | 'infrastructure';
