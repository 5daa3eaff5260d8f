import type { Rule } from '../../model/rule.ts';
import inMemorySession from './in-memory-session.ts';
import localFileState from './local-file-state.ts';
import localUpload from './local-upload.ts';

export const PROCESSES_RULES: readonly Rule[] = [inMemorySession, localUpload, localFileState];
