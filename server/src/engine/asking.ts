import type { OpenModules } from '../languages/imports.ts';
import { recordReads } from '../languages/reads.ts';
import { openSourceFile } from '../languages/source-file.ts';
import type { ParsedText } from '../languages/syntax.ts';
import { createTextQuestions } from '../languages/text-questions.ts';
import type { Environment, Role } from '../model/role.ts';
import type { Observer, Rule } from '../model/rule.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';
import { createAnswerMemory, type Group, type Said } from './answer-memory.ts';
import { type Answer, askObserver, askRule } from './answers.ts';
import type { Asked, ModuleStore } from './modules.ts';

/** A text of code with the places at which rules and observers have something to ask. */
export type CodeText = {
  readonly path: string;
  readonly role: Role;
  readonly environment: Environment;
  /** Where the anchors of each consumer stand. */
  readonly hits: ReadonlyMap<number, readonly Span[]>;
};

/** What each consumer said of a text, and the modules that were asked for. */
export type SaidOfText = { readonly answers: ReadonlyMap<number, Answer>; readonly modules: Asked };

/** Asks rules and observers about texts of code. A consumer is known by its index: first the rules, then observers. */
export type Asking = {
  /** All at once: what one rule finds out about the text the next one need not look for. */
  once(text: CodeText, parsed: ParsedText, modules: ModuleStore): SaidOfText;
  /**
   * Those of which an edit since the last time touched something.
   *
   * @param revisionOfOthers another number as soon as other files may have changed
   */
  again(text: CodeText, parsed: ParsedText, modules: ModuleStore, revisionOfOthers: number): SaidOfText;
};

const NOTHING: Answer = { reports: [], evidence: [], observations: [], variables: [] };

/** Remembers of open documents what was said of their last version. */
export function createAsking(rules: readonly Rule[], observers: readonly Observer[]): Asking {
  const memory = createAnswerMemory();

  function ask(consumer: number, file: SourceFile): Answer {
    const rule = rules[consumer];
    const observer = observers[consumer - rules.length];
    if (rule) return askRule(rule, file);
    return observer ? askObserver(observer, file) : NOTHING;
  }

  /** Apart from others, so that it is known on what the answers rest. */
  function askGroup({ consumers, hits }: Group, text: CodeText, parsed: ParsedText, modules: ModuleStore) {
    const { path, role, environment } = text;
    let isAlone = true;
    const openModules: OpenModules = (paths) => {
      if (paths.length > 0) isAlone = false;
      return modules.open(paths);
    };
    const { result: answers, reads } = recordReads(parsed.tree, () => {
      const file = openSourceFile(parsed, { path, role, environment, openModules }).at(hits);
      return consumers.map((consumer) => ask(consumer, file));
    });
    const said: Said = { answers, modules: modules.takeAsked() };
    // By way of what it imports, or of what was remembered of that, the text may have been asked about itself.
    const isCyclic = modules.hasAsked(path);
    return { said, rest: { reads, isAlone, isCyclic } };
  }

  return {
    once({ path, role, environment, hits }, parsed, modules) {
      const file = openSourceFile(parsed, { path, role, environment, openModules: modules.open });
      const answers = new Map<number, Answer>();
      for (const [consumer, spans] of hits) answers.set(consumer, ask(consumer, file.at(spans)));
      return { answers, modules: modules.takeAsked() };
    },
    again(text, parsed, modules, revisionOfOthers) {
      const kind = `${parsed.language.id} ${text.role} ${text.environment}`;
      const { edited, questions = createTextQuestions() } = parsed;
      const present = { path: text.path, text: parsed.text, kind, edited, questions, revisionOfOthers };
      const known = memory.of(present);
      const answers = new Map<number, Answer>();
      const asked: Asked[] = [];
      for (const group of groupsOf(text.hits)) {
        let said = known.recall(group);
        if (!said) {
          const fresh = askGroup(group, text, parsed, modules);
          said = fresh.said;
          known.learn(group, said, fresh.rest);
        }
        for (const [index, answer] of said.answers.entries()) {
          const consumer = group.consumers[index];
          if (consumer !== undefined) answers.set(consumer, answer);
        }
        asked.push(said.modules);
      }
      known.done();
      return { answers, modules: joined(asked) };
    },
  };
}

/** Consumers with the same hits are asked together: what one finds out there the next one need not look for. */
function groupsOf(hits: CodeText['hits']): readonly Group[] {
  const byPlaces = new Map<string, { readonly consumers: number[]; readonly hits: readonly Span[] }>();
  for (const [consumer, spans] of hits) {
    const places = spans.map(({ start, end }) => `${start}-${end}`).join();
    const known = byPlaces.get(places);
    if (known) known.consumers.push(consumer);
    else byPlaces.set(places, { consumers: [consumer], hits: spans });
  }
  return [...byPlaces.values()];
}

function joined(asked: readonly Asked[]): Asked {
  return {
    used: [...new Set(asked.flatMap(({ used }) => used))].sort(),
    needed: [...new Set(asked.flatMap(({ needed }) => needed))],
  };
}
