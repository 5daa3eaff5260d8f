import type { FactorSlug } from '../factors.ts';

/** What a person should ask of each factor, because no file decides it. After the methodology's own text. */
export const QUESTIONS: Readonly<Record<FactorSlug, readonly string[]>> = {
  codebase: [
    'Is there exactly one repository for this app, and does every deploy come from it?',
    'Is code that several apps share a library with a version of its own?',
  ],
  dependencies: [
    'Does a new developer need anything beyond the language and its package manager to build the app?',
    'Are system tools that the app calls declared where it is built?',
  ],
  config: ['Could the code be made public this minute without giving away a credential?'],
  'backing-services': ['Can the database be swapped for another by changing configuration only?'],
  'build-release-run': [
    'Does every release have an id of its own, and can an earlier one be put back?',
    'Is it impossible to change code on a running machine?',
  ],
  processes: ['Can any process be killed at any time without a user losing anything?'],
  'port-binding': ['Does the app serve requests with nothing but itself and a port?'],
  concurrency: ['Can each kind of process be run twice on two machines without harm?'],
  disposability: [
    'Does the app start within a few seconds?',
    'Does work that was under way when a process died go back to its queue?',
  ],
  'dev-prod-parity': [
    'Do development and production use the same kind and version of every backing service?',
    'Does code reach production within hours of being written?',
  ],
  logs: ['Can the logs of all processes be read in one place, in the order of time?'],
  'admin-processes': [
    'Do migrations and one-off scripts run in the same release, with the same configuration, as the app?',
  ],
};
