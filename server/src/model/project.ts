import type { ProjectKind } from './role.ts';
import type { Summary } from './summary.ts';

/** Something that can be shown: "package.json has `bin`", in which file. */
export type KindEvidence = { readonly kind: ProjectKind; readonly path: string; readonly reason: string };

/** One deployable unit of the workspace. */
export type Project = {
  /** Relative to the workspace root, with `/`; empty for the root itself. */
  readonly root: string;
  readonly name: string;
  readonly kind: ProjectKind;
  readonly evidence: readonly KindEvidence[];
  /** Paths of the project's files, sorted. */
  readonly files: readonly string[];
};

/** What a project rule sees. */
export type ProjectView = Project & {
  readonly summaries: readonly Summary[];
  /** Of the projects around and inside this one: what lies in the folder above may be shared by several. */
  readonly neighbours: readonly Summary[];
  /** Whether there certainly is no file at a path: none of the disk, none that Git leaves out. */
  readonly isAbsent: (path: string) => boolean;
};
