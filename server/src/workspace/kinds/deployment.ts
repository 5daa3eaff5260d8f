import { splitPath } from '../../engine/path-words.ts';
import { roleOf } from '../../engine/roles.ts';
import { parseDockerfile } from '../../formats/dockerfile.ts';
import { parseProcfile } from '../../formats/procfile.ts';
import type { KindEvidence } from '../../model/project.ts';
import { nameOf } from '../project-manifests.ts';
import { CONTAINER_FILES, type Materials, speaksOfApplication } from './material.ts';

export function* procfile({ named }: Materials): Iterable<KindEvidence> {
  for (const { path, text } of named(/^Procfile$/)) {
    const names = parseProcfile(path, text).entries.map(({ name }) => name);
    if (names.includes('web')) yield { kind: 'service', path, reason: 'Procfile has a `web` process' };
    else if (names.some((name) => name !== 'release')) {
      yield { kind: 'worker', path, reason: 'Procfile has processes but no `web`' };
    }
  }
}

export function* platformManifest({ files, named }: Materials): Iterable<KindEvidence> {
  for (const path of files) {
    if (/^(?:heroku\.yml|fly\.toml|render\.yaml|app\.yaml|railway\.(?:json|toml))$/.test(nameOf(path))) {
      yield { kind: 'service', path, reason: `${nameOf(path)} says how a platform runs it` };
    }
  }
  for (const { path, text } of named(/^app\.json$/)) {
    // Expo and React Native have another file of this name.
    if (/"(?:buildpacks|formation|addons|stack)"\s*:/.test(text)) {
      yield { kind: 'service', path, reason: 'app.json says how Heroku runs it' };
    }
  }
}

const PAGE_SERVERS = /(?:^|\/)(?:nginx|nginx-unprivileged|httpd|caddy|lighttpd)(?:[:@-]|$)/;

export function* exposedPort({ named }: Materials): Iterable<KindEvidence> {
  for (const { path, text } of named(CONTAINER_FILES)) {
    const { ports, stages } = parseDockerfile(path, text);
    const last = stages.length - 1;
    if (!ports.some(({ stage }) => stage === last) || PAGE_SERVERS.test(stages[last]?.image ?? '')) continue;
    yield { kind: 'service', path, reason: `${nameOf(path)} exposes a port` };
  }
}

export function* containerCommand({ named }: Materials): Iterable<KindEvidence> {
  for (const { path, text } of named(CONTAINER_FILES)) {
    const { commands, stages } = parseDockerfile(path, text);
    if (commands.some(({ stage }) => stage === stages.length - 1)) {
      yield { kind: 'service', path, reason: `${nameOf(path)} starts it` };
    }
  }
}

const INFRASTRUCTURE =
  /\.tf$|(?:^|\/)(?:Chart|helmfile|kustomization|skaffold|Pulumi|(?:docker-)?compose[^/]*)\.ya?ml$|(?:^|\/)(?:k8s|kubernetes|manifests|helm|ansible|terraform|charts)\/.*\.(?:ya?ml|tf)$/;

export function* onlyInfrastructure({ files }: Materials): Iterable<KindEvidence> {
  const path = files.find((file) => INFRASTRUCTURE.test(file));
  if (path !== undefined && !files.some((file) => isProgram(file) && roleOf(file).role === 'application')) {
    yield { kind: 'infrastructure', path, reason: `${nameOf(path)} and no code` };
  }
}

export function* onlyPages({ files }: Materials): Iterable<KindEvidence> {
  const page = files.find((path) => /(?:^|\/)index\.html$/.test(path) && roleOf(path).role === 'application');
  const isPage = (path: string) => /\.(?:[cm]?jsx?|tsx?|vue|svelte)$/.test(path);
  if (
    page !== undefined &&
    !files.some((path) => isProgram(path) && !isPage(path)) &&
    !files.some(isServed)
  ) {
    yield { kind: 'static-site', path: page, reason: 'index.html and nothing that serves it' };
  }
}

/** A page's scripts have no package of their own. */
function isServed(path: string): boolean {
  return nameOf(path) === 'package.json' && speaksOfApplication(path);
}

export function isProgram(path: string): boolean {
  const { extension } = splitPath(path);
  return /^(?:[cm]?jsx?|[cm]?tsx?|vue|svelte|py|rb|go|java|kt|php|cs|rs|exs?|scala)$/.test(extension);
}
