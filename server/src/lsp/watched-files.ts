/** Files whose change can change a finding, for clients that leave watching to the server. */
export const WATCHED_GLOBS: readonly string[] = [
  '**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx,py,pyw}',
  '**/{Procfile,Procfile.*,*.procfile}',
  '**/{Dockerfile,Dockerfile.*,*.dockerfile,Containerfile}',
  '**/{package.json,pyproject.toml,setup.py,setup.cfg,requirements*.txt,Pipfile}',
  '**/{.env,.env.*,.gitignore,.twelve-factor.json}',
];
