/** Files whose change can change a finding, for clients that leave watching to the server. */
export const WATCHED_GLOBS: readonly string[] = [
  '**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx,py,pyw}',
  '**/{Procfile,Procfile.*,*.procfile}',
  '**/{Dockerfile,Dockerfile.*,*.dockerfile,Containerfile,.dockerignore}',
  // What says which programs and platforms read a Procfile, and what names its processes.
  '**/{app.json,heroku.yml,manifest.yml,manifest.yaml,project.toml,scalingo.json,DOKKU_SCALE,Buildfile}',
  '**/{railway.json,railway.toml,railpack.json,nixpacks.toml,render.yaml,fly.toml}',
  // What else names variables.
  '**/*.{yml,yaml,env,sh,bash,vue,svelte,astro,prisma,mk,conf,template,tmpl,service,ini,cfg}',
  '**/{wrangler.toml,netlify.toml}',
  '**/{.foreman,.forego,.goreman,.overmind.env,Gemfile,Makefile,bin/dev}',
  '**/{package.json,pyproject.toml,setup.py,setup.cfg,requirements*.txt,Pipfile,deno.json,deno.jsonc}',
  '**/{.env,.env.*,.gitignore,.twelve-factor.json}',
];
