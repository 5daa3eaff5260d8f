import type { DockerfileDocument, DockerfileStage } from '../../formats/dockerfile.ts';
import type { Fix } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';

/** Tags that their publishers move, whatever stands beside them: `lts`, `stable-alpine`. */
const MOVING = new Set(
  'latest stable edge nightly lts current mainline rolling main master develop dev snapshot canary'.split(
    ' ',
  ),
);
/** Parts of tags that choose a variant and no version: `alpine`, `fpm-alpine`. */
const VARIANTS = new Set('alpine slim fpm cli apache zts perl minimal headless jre jdk'.split(' '));
/** Published without tags of versions: only a digest pins them, and their names hold a version already. */
const WITHOUT_VERSIONS = /^(?:gcr\.io\/distroless|gcr\.io\/google-appengine)\//;

export default defineRule({
  id: 'build-release-run/mutable-image-tag',
  severity: 'warning',
  summary: 'Name the version of the image that a build starts from.',
  formats: {
    *dockerfile(document) {
      const known = knownVersions(document);
      for (const stage of document.stages) {
        const image = baseImage(stage);
        if (!image) continue;
        const { name, tag, digest } = image;
        if (digest) {
          yield { evidence: `Starts from ${name} by its digest`, span: stage.imageSpan };
          continue;
        }
        const complaint = complaintOf(tag);
        if (!complaint) {
          yield { evidence: `Starts from ${name} ${tag}`, span: stage.imageSpan };
          continue;
        }
        const isVersionless = WITHOUT_VERSIONS.test(name);
        if (isVersionless && tag !== undefined && tag !== 'latest') continue;
        yield {
          span: stage.imageSpan,
          message: `${complaint}, so the same commit gives another image tomorrow and a release cannot be built again. Name ${isVersionless ? 'the digest' : 'a version'} of ${name}${isVersionless ? '' : ' or its digest'}.`,
          ...(isVersionless ? { severity: 'information' } : {}),
          confidence: isCertain(stage, tag) ? 'high' : 'medium',
          fixes: sameVersion(stage, known.get(name)),
        };
      }
    },
  },
});

type Image = { readonly name: string; readonly tag?: string; readonly digest?: string };

/** The image of a stage; undefined for an earlier stage, for nothing (`scratch`) and for what only a build knows. */
function baseImage({ image, resolvedImage, base }: DockerfileStage): Image | undefined {
  if (base !== undefined || image === '' || resolvedImage === undefined || resolvedImage === 'scratch') {
    return undefined;
  }
  return readImage(resolvedImage);
}

/** `registry:5000/group/name:tag@sha256:…`; a colon before the last slash belongs to a port. */
function readImage(reference: string): Image {
  const [named = '', digest] = reference.split('@');
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  return {
    name: colon < 0 ? named : named.slice(0, colon),
    ...(colon < 0 ? {} : { tag: named.slice(colon + 1) }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** A variable may be given another value than its default. */
function isCertain({ image }: DockerfileStage, tag: string | undefined): boolean {
  return !image.includes('$') && (tag === undefined || MOVING.has(tag));
}

function complaintOf(tag: string | undefined): string | undefined {
  if (tag === undefined) return 'The image has no tag, which means latest';
  const parts = tag.toLowerCase().split(/[-_.]/);
  const isMoving = parts.every((part) => MOVING.has(part) || VARIANTS.has(part));
  return isMoving ? `The tag ${tag} is moved from version to version` : undefined;
}

/** The images with a version that the stages of a file name, by the name of the image. */
function knownVersions({ stages }: DockerfileDocument): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  for (const stage of stages) {
    const image = stage.image.includes('$') ? undefined : baseImage(stage);
    if (image?.tag === undefined || complaintOf(image.tag)) continue;
    known.set(image.name, (known.get(image.name) ?? new Set()).add(stage.image));
  }
  return known;
}

/** A version is not to be guessed; one that another stage of the same file names is known. */
function sameVersion(stage: DockerfileStage, known: ReadonlySet<string> = new Set()): Fix[] {
  const [only] = known;
  if (only === undefined || known.size > 1 || stage.image.includes('$')) return [];
  return [
    {
      title: `Start from ${only}, as another stage does`,
      kind: 'suggested',
      edits: [{ span: stage.imageSpan, text: only }],
    },
  ];
}
