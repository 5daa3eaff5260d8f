import { stagesOfImage } from '../../formats/dockerfile-copies.ts';
import { isDotenv, isDotenvTemplate } from '../../formats/variables/index.ts';
import { defineRule } from '../../model/rule.ts';
import { secretIn } from '../dotenv/secrets.ts';

export default defineRule({
  id: 'config/baked-into-image',
  severity: 'warning',
  summary: 'Give an image its config when it starts, not when it is built.',
  formats: {
    *dockerfile(document) {
      const stages = stagesOfImage(document);
      for (const { sources, from, stage, span } of document.copies) {
        const source = from === undefined && stages.has(stage) ? sources.find(isLive) : undefined;
        if (source === undefined) continue;
        yield {
          span,
          message: `This copies ${source} into the image, so all who have the image have its values, and every deploy of it gets the same. Leave it out, and give the variables to the container when it starts.`,
          // `shop.env` may hold the defaults that a script at start puts together.
          confidence: /(?:^|\/)\.env(?:\.|$)/.test(source) ? 'high' : 'medium',
        };
      }
      for (const { instruction, name, value, nameSpan, stage } of document.variables) {
        if (instruction !== 'ENV' || value === undefined || !stages.has(stage)) continue;
        const secret = value.includes('$') ? undefined : secretIn(name, value);
        if (!secret) continue;
        yield {
          span: nameSpan,
          message: `The value of ${name} looks like ${secret.what}, and 'docker inspect' shows it to all who have the image. Replace the credential, and give it to the container when it starts.`,
          severity: secret.isCertain ? 'error' : 'warning',
          confidence: secret.isCertain ? 'high' : 'medium',
        };
      }
    },
    *dotenv(document, { image }) {
      if (!image || isDotenvTemplate(document.path)) return;
      // Defaults that are no secrets may be meant to be there.
      const found = document.assignments.find(({ key, value }) => secretIn(key, value) !== undefined);
      if (!found) return;
      const name = document.path.slice(document.path.lastIndexOf('/') + 1);
      yield {
        span: found.keySpan,
        message: `${image.dockerfile} copies this file into the image in line ${image.line + 1}, so whoever has an image that was built here has the secrets in it. Name ${name} in .dockerignore.`,
        confidence: 'medium',
      };
    },
  },
});

function isLive(source: string): boolean {
  return isDotenv(source) && !isDotenvTemplate(source) && !/[*?[$]/.test(source);
}
