import type { KindEvidence } from '../model/project.ts';
import {
  containerCommand,
  exposedPort,
  isProgram,
  onlyInfrastructure,
  onlyPages,
  platformManifest,
  procfile,
} from './kinds/deployment.ts';
import { gather, type Materials, type ProjectMaterial, type Witness } from './kinds/material.ts';
import {
  command,
  django,
  packaged,
  publishedCommand,
  serverDependency,
  startScript,
  staticSite,
} from './kinds/packaging.ts';
import { isManifest } from './project-manifests.ts';

export type { ProjectMaterial } from './kinds/material.ts';

/**
 * What speaks for each kind of project, strongest first: the first item decides, the others are shown with it.
 *
 * The order: what says how the thing is deployed, before what its code does, before how it is packaged. A platform's
 * manifest is written for one purpose. A published command stays one though it serves pages (`http-server`), and a
 * site stays one though a container with nginx serves it; otherwise what listens is a service. `main` says little,
 * since `npm init` writes it into every application, so being packaged comes after whatever says how it is started.
 * If nothing speaks it is a service, so that a small application of one file gets findings.
 */
export function evidenceOfKind(material: ProjectMaterial): KindEvidence[] {
  const materials = gather(material);
  const evidence = WITNESSES.flatMap((witness) => [...witness(materials)]);
  return evidence.length > 0 ? evidence : [nothing(materials)];
}

const WITNESSES: readonly Witness[] = [
  procfile,
  platformManifest,
  publishedCommand,
  staticSite,
  listener,
  exposedPort,
  django,
  command,
  worker,
  startScript,
  serverDependency,
  containerCommand,
  packaged,
  argumentParser,
  onlyInfrastructure,
  onlyPages,
];

function* listener({ observed }: Materials): Iterable<KindEvidence> {
  const found = observed('listens');
  if (found) yield { kind: 'service', path: found.path, reason: found.detail };
}

function* worker({ observed }: Materials): Iterable<KindEvidence> {
  const found = observed('works');
  if (found) yield { kind: 'worker', path: found.path, reason: found.detail };
}

function* argumentParser({ observed }: Materials): Iterable<KindEvidence> {
  const found = observed('parses-arguments');
  if (found) yield { kind: 'command-line-tool', path: found.path, reason: found.detail };
}

function nothing({ root, files }: Materials): KindEvidence {
  const path = files.find(isManifest) ?? files.find(isProgram) ?? root;
  return { kind: 'service', path, reason: 'nothing says that it is anything else' };
}
