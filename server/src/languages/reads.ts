import { Node, type Tree } from 'web-tree-sitter';
import type { Question, Tellable } from './text-questions.ts';

/**
 * What an answer about one text rests on. As long as edits touch none of it, the answer stays what it was. Offsets are
 * UTF-16 code units.
 */
export type Reads = {
  /** Where the nodes start whose children were looked at. */
  readonly nodes: Set<number>;
  /** Offsets that were asked for, or at which a node was seen to begin or end. */
  readonly places: Set<number>;
  /** Starts and ends, in turn, of nodes whose text was read: they move with their nodes. */
  readonly contents: number[];
  /** Starts and ends, in turn, of other text that was read. */
  readonly spans: number[];
  /** Words whose places in the text were asked for. */
  readonly words: Set<string>;
  /** What was asked about the text as a whole, by what tells the questions apart. */
  readonly questions: Map<unknown, Answered>;
  /** The whole text was read, or something that is not the text: any edit may change the answer. */
  isOpen: boolean;
};

/** A question about the whole text that was asked, and what was answered. */
export type Answered = { readonly question: Question; readonly answer: Tellable };

/** Only one answer is looked for at a time. */
let recording: { readonly tree: Tree; readonly reads: Reads } | undefined;

/** What an answer rests on before anything was looked at. */
export function nothingRead(): Reads {
  return {
    nodes: new Set(),
    places: new Set(),
    contents: [],
    spans: [],
    words: new Set(),
    questions: new Map(),
    isOpen: false,
  };
}

/** Notes what of the tree and its text `work` looks at. What it gives must not be a generator that goes on later. */
export function recordReads<T>(tree: Tree, work: () => T): { readonly result: T; readonly reads: Reads } {
  watchNodes();
  const outer = recording;
  const reads = nothingRead();
  recording = { tree, reads };
  try {
    return { result: work(), reads };
  } finally {
    recording = outer;
  }
}

/** Looks at nodes on behalf of a question of which the answer, as a parent is, follows from its place alone. */
export function unrecorded<T>(work: () => T): T {
  const outer = recording;
  if (!outer) return work();
  recording = undefined;
  try {
    return work();
  } finally {
    recording = outer;
  }
}

/** What is being noted of a tree; undefined where nothing is, as for modules and in a scan. */
export function readsOf(tree: Tree): Reads | undefined {
  return recording?.tree === tree ? recording.reads : undefined;
}

/** Part of a text was read. */
export function readSpan(tree: Tree, start: number, end: number): void {
  readsOf(tree)?.spans.push(start, end);
}

/** The text of one node or of several that follow each other was read. */
export function readContent(tree: Tree, start: number, end: number): void {
  readsOf(tree)?.contents.push(start, end);
}

/** Members that tell nothing but what follows from where the node is: the same as long as no edit is near. */
const OF_ITS_PLACE: ReadonlySet<string> = new Set([
  'constructor',
  'typeId',
  'type',
  'grammarId',
  'grammarType',
  'isNamed',
  'isExtra',
  'isError',
  'isMissing',
  'equals',
]);

/** Members that look at the list of a node's children and not into them. */
const OF_ITS_CHILDREN: ReadonlySet<string> = new Set([
  'child',
  'namedChild',
  'childForFieldId',
  'childForFieldName',
  'fieldNameForChild',
  'fieldNameForNamedChild',
  'childrenForFieldName',
  'childrenForFieldId',
  'childCount',
  'namedChildCount',
  'firstChild',
  'firstNamedChild',
  'lastChild',
  'lastNamedChild',
  'children',
  'namedChildren',
]);

/** Members that look at all that the node holds, or may. */
const OF_ITS_CONTENT: ReadonlySet<string> = new Set([
  'text',
  'hasError',
  'hasChanges',
  'endPosition',
  'descendantCount',
  'descendantsOfType',
  'descendantForIndex',
  'namedDescendantForIndex',
  'toString',
]);

const endOf = Object.getOwnPropertyDescriptor(Node.prototype, 'endIndex')?.get;

function note(node: Node, member: string): void {
  const reads = readsOf(node.tree);
  if (!reads) return;
  if (OF_ITS_CHILDREN.has(member)) reads.nodes.add(node.startIndex);
  else if (member === 'endIndex') reads.places.add(endOf?.call(node));
  else if (OF_ITS_CONTENT.has(member)) reads.contents.push(node.startIndex, endOf?.call(node));
  // Nodes beside it or around it, or a member that is new: nobody knows how far it looks.
  else reads.isOpen = true;
}

let areNodesWatched = false;

/**
 * Has the library's nodes say themselves what is asked of them, so that whoever reads a node, through whatever helper,
 * cannot forget to note it. Not before it is needed: who only scans files does without.
 */
function watchNodes(): void {
  if (areNodesWatched) return;
  areNodesWatched = true;
  for (const [member, described] of Object.entries(Object.getOwnPropertyDescriptors(Node.prototype))) {
    if (!OF_ITS_PLACE.has(member)) watch(member, described);
  }
}

function watch(member: string, described: PropertyDescriptor): void {
  const { get, value } = described;
  if (get) {
    Object.defineProperty(Node.prototype, member, {
      ...described,
      get(this: Node) {
        if (recording) note(this, member);
        return get.call(this);
      },
    });
  } else if (typeof value === 'function') {
    Object.defineProperty(Node.prototype, member, {
      ...described,
      // No member takes more, and a list of them would be made for each call.
      value(this: Node, first: unknown, second: unknown, third: unknown) {
        if (recording) note(this, member);
        return value.call(this, first, second, third);
      },
    });
  }
}
