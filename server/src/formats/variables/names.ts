/** What people call an environment variable: `DATABASE_URL`. Other names in scripts are the scripts' own. */
const ENVIRONMENT_NAME = /^[A-Z_][A-Z0-9_]*$/;

/** Variables of the shell and of awk that look like it. */
const OF_SCRIPTS: ReadonlySet<string> = new Set(
  '_ NF NR FNR FS OFS RS ORS IFS OPTARG OPTIND REPLY RANDOM SECONDS LINENO BASH_SOURCE BASH_REMATCH FUNCNAME PIPESTATUS EUID UID PPID BASHPID'.split(
    ' ',
  ),
);

export function isEnvironmentName(name: string): boolean {
  return ENVIRONMENT_NAME.test(name) && !OF_SCRIPTS.has(name);
}
