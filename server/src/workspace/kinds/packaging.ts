import { isInstaller, roleOf } from '../../engine/roles.ts';
import type { DependencyGroup, PackageJsonDocument } from '../../formats/package-json.ts';
import type { KindEvidence } from '../../model/project.ts';
import { nameOf } from '../project-manifests.ts';
import { CONTAINER_FILES, type Materials, speaksOfApplication } from './material.ts';

export function* publishedCommand({ packages, named }: Materials): Iterable<KindEvidence> {
  if (named(CONTAINER_FILES).length > 0) return;
  for (const { bin, private: isPrivate, path } of packages) {
    if (bin.length > 0 && !isPrivate)
      yield { kind: 'command-line-tool', path, reason: 'package.json publishes `bin`' };
  }
}

export function* command({ packages, pyprojects, named }: Materials): Iterable<KindEvidence> {
  const kind = 'command-line-tool';
  for (const { bin, path } of packages) {
    if (bin.length > 0) yield { kind, path, reason: 'package.json has `bin`' };
  }
  for (const { path, document } of pyprojects) {
    if (document.hasScripts) yield { kind, path, reason: 'pyproject.toml installs commands' };
  }
  for (const { path, text } of named(/^setup\.py$/)) {
    if (/\bconsole_scripts\b/.test(text)) yield { kind, path, reason: 'setup.py installs commands' };
  }
}

const SITE_GENERATORS =
  /^(?:gatsby|astro|@docusaurus\/core|vitepress|vuepress|@11ty\/eleventy|hexo|react-scripts|@angular\/cli|@vue\/cli-service)$/;

const BUNDLERS = /^(?:vite|parcel|parcel-bundler|webpack|webpack-dev-server|rollup|snowpack|@rsbuild\/core)$/;

const NODE_SERVERS =
  /^(?:express|fastify|koa|@hapi\/hapi|hapi|@nestjs\/core|next|nuxt|nuxt3|@remix-run\/serve|@remix-run\/node|@sveltejs\/kit|@react-router\/serve|@tanstack\/react-start|hono|polka|restify|sails|@adonisjs\/core|@feathersjs\/feathers|apollo-server|@apollo\/server|graphql-yoga|ws|socket\.io|meteor-node-stubs|@strapi\/strapi|probot|@loopback\/rest|moleculer|egg|micro)$/;

export function* staticSite(project: Materials): Iterable<KindEvidence> {
  const { packages, pyprojects, files, observed } = project;
  if (observed('listens') || pyprojects.length > 0 || files.some(isPythonManifest)) return;
  if (packages.some((document) => dependency(document, NODE_SERVERS, ['dependencies']))) return;
  for (const document of packages) {
    const generator = dependency(document, SITE_GENERATORS);
    const page = files.find(
      (path) => /(?:^|\/)index\.html$/.test(path) && roleOf(path).role === 'application',
    );
    const bundler = page === undefined || isPublished(document) ? undefined : dependency(document, BUNDLERS);
    const tool = generator ?? bundler;
    if (tool)
      yield { kind: 'static-site', path: document.path, reason: `${tool} builds pages and nothing listens` };
  }
}

/** Starts something that stays, and not a tool that watches sources. */
const STARTS =
  /(?:^|[\s;&|/])(?:node|nodemon|ts-node(?:-dev)?|tsx|bun|deno|pm2(?:-runtime)?|forever|python3?|gunicorn|uvicorn|(?:next|nuxt|nuxi|nest|strapi|medusa|fastify|moleculer-runner) (?:start|preview|develop)|remix-serve|react-router-serve|sails lift)(?=\s|$)/;

export function* startScript({ packages }: Materials): Iterable<KindEvidence> {
  for (const { scripts, path } of packages) {
    const start = scripts.find(
      ({ name, value }) => /^(?:start|start:prod|serve)$/.test(name) && STARTS.test(value),
    );
    if (start) yield { kind: 'service', path, reason: `package.json has a \`${start.name}\` script` };
  }
}

const PYTHON_SERVERS = /^[\s"']*(gunicorn|uvicorn|uwsgi|waitress|hypercorn|daphne|granian|gevent|bjoern)\b/im;

export function* serverDependency({ packages, pyprojects, named }: Materials): Iterable<KindEvidence> {
  for (const document of packages) {
    // A published package that needs express is made for it.
    const server = isPublished(document) ? undefined : dependency(document, NODE_SERVERS, ['dependencies']);
    if (server) yield { kind: 'service', path: document.path, reason: `package.json depends on ${server}` };
  }
  const lists = [
    ...named(/^(?:requirements\.txt|Pipfile)$/),
    ...pyprojects.map(({ path, document }) => ({ path, text: document.dependencies })),
  ];
  for (const { path, text } of lists) {
    const server = PYTHON_SERVERS.exec(text)?.[1];
    if (server) yield { kind: 'service', path, reason: `${nameOf(path)} names ${server.toLowerCase()}` };
  }
}

export function* django({ named, files }: Materials): Iterable<KindEvidence> {
  for (const { path, text } of named(/^manage\.py$/)) {
    const settings = /DJANGO_SETTINGS_MODULE["'],\s*["']([\w.]+)/.exec(text)?.[1];
    // A reusable application has one to run its tests or its example.
    if (settings && !/test|example|sandbox|demo/.test(settings)) {
      yield { kind: 'service', path, reason: 'manage.py manages a Django project' };
    }
  }
  const entry = files.find(
    (path) => /^[aw]sgi\.py$/.test(nameOf(path)) && roleOf(path).role === 'application',
  );
  if (entry) yield { kind: 'service', path: entry, reason: `${nameOf(entry)} is what a web server calls` };
}

export function* packaged({ packages, pyprojects, named }: Materials): Iterable<KindEvidence> {
  const kind = 'library';
  for (const document of packages) {
    const key = ['exports', 'module', 'types', 'files', 'main'].find((name) => document.keys.includes(name));
    if (key) yield { kind, path: document.path, reason: `package.json has \`${key}\`` };
  }
  for (const { path, document } of pyprojects) {
    if (document.isPackaged) yield { kind, path, reason: 'pyproject.toml builds a package' };
  }
  for (const { path, text } of named(/^setup\.py$/)) {
    if (isInstaller(text)) yield { kind, path, reason: 'setup.py builds a package' };
  }
}

function isPythonManifest(path: string): boolean {
  return (
    /(?:^|\/)(?:requirements\.txt|Pipfile|setup\.py|manage\.py)$/.test(path) && speaksOfApplication(path)
  );
}

function isPublished(document: PackageJsonDocument): boolean {
  return (
    !document.private && ['exports', 'module', 'files', 'types'].some((key) => document.keys.includes(key))
  );
}

function dependency(
  { dependencies }: PackageJsonDocument,
  name: RegExp,
  groups?: readonly DependencyGroup[],
): string | undefined {
  return dependencies.find((found) => name.test(found.name) && (!groups || groups.includes(found.group)))
    ?.name;
}
