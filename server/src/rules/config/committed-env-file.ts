import { isDotenvTemplate } from '../../formats/variables/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { type FoundSecret, PUBLIC_PREFIX, secretIn } from '../dotenv/secrets.ts';
import { credentialKind } from './credential-names.ts';
import { plausibilityOf } from './secret-values.ts';

/** Frameworks have such files committed, with a key that opens nothing but a developer's machine. */
const FOR_DEVELOPERS = /\.env\.dev(?:elopment)?$/;

/**
 * `MyPassword2024!`: by its beginning a mark to fill in, as `mypassword` is, but of everything that rules for passwords
 * ask for. A file that nobody copies to fill it in has no reason to hold such a mark.
 */
const OWN_PASSWORD = /^[Mm]y(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=.*[!@#$%^&*?+=~])\S{8,64}$/;

function ownPasswordIn(name: string, value: string): FoundSecret | undefined {
  if (PUBLIC_PREFIX.test(name) || credentialKind(name) !== 'password') return undefined;
  const isOne = OWN_PASSWORD.test(value) && plausibilityOf(value.slice('my'.length), name) === 'likely';
  return isOne ? { what: 'a real password', isCertain: false } : undefined;
}

export default defineRule({
  id: 'config/committed-env-file',
  severity: 'error',
  summary: 'Keep dotenv files with secrets out of the repository.',
  kinds: ['service', 'worker', 'library', 'command-line-tool', 'static-site', 'infrastructure'],
  roles: ['application', 'script', 'build'],
  environments: ['production', 'development', 'any'],
  formats: {
    *dotenv(document, { isTracked }) {
      // Many files of defaults are committed on purpose: only a secret in one is a fault.
      if (!isTracked || isDotenvTemplate(document.path)) return;
      const isForDevelopers = FOR_DEVELOPERS.test(document.path);
      const found = document.assignments.flatMap((assignment) => {
        const { key, value } = assignment;
        const secret = secretIn(key, value) ?? ownPasswordIn(key, value);
        return secret && (secret.isCertain || !isForDevelopers) ? [{ assignment, ...secret }] : [];
      });
      const first = found.find(({ isCertain }) => isCertain) ?? found[0];
      if (!first) return;
      const { assignment, what, isCertain } = first;
      const others = found.length - 1;
      const name = document.path.slice(document.path.lastIndexOf('/') + 1);
      yield {
        span: assignment.keySpan,
        message: `Git tracks this file, and the value of '${assignment.key}'${
          others === 0 ? '' : ` (and of ${others} more)`
        } looks like ${what}, so it is in every clone and in the history. Replace the credential, run 'git rm --cached ${name}', and name the file in .gitignore.`,
        severity: isCertain ? 'error' : 'warning',
        confidence: isCertain ? 'high' : 'medium',
        related: found
          .filter((one) => one !== first)
          .map((one) => ({
            path: document.path,
            span: one.assignment.keySpan,
            message: `'${one.assignment.key}' looks like ${one.what}, too`,
          })),
      };
    },
  },
});
