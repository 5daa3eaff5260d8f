import { defineRule } from '../../model/rule.ts';
import { type CredentialKind, credentialKind } from '../config/credential-names.ts';
import { providerTokenIn } from '../config/provider-tokens.ts';
import { DOTENV_SCOPE } from './scope.ts';
import { PUBLIC_PREFIX } from './secrets.ts';

const TOOLS: Readonly<Record<string, string>> = {
  NEXT_PUBLIC_: 'Next.js',
  VITE_: 'Vite',
  REACT_APP_: 'Create React App',
  NUXT_PUBLIC_: 'Nuxt',
  GATSBY_: 'Gatsby',
  EXPO_PUBLIC_: 'Expo',
  VUE_APP_: 'Vue CLI',
  PUBLIC_: 'SvelteKit and Astro',
};

/** Services whose tokens are made for pages, and words that say that of a token. */
const FOR_PAGES =
  /(?:^|_)(?:MAPBOX|MAP|MAPS|CESIUM|ION|CLIENT|BROWSER|FRONTEND|WEB|SITE|BEACON|MIXPANEL|POSTHOG|AMPLITUDE|SEGMENT|HEAP|ROLLBAR|DATADOG|DD|BUGSNAG|LOGROCKET|HOTJAR|STORYBLOK|CONTENTFUL|SANITY|PRISMIC|DATOCMS|DELIVERY|STOREFRONT|SHOPIFY|ALGOLIA|SEARCH|CAPTCHA|RECAPTCHA|HCAPTCHA|TURNSTILE|FACEBOOK|PIXEL|ANALYTICS|GITALK|CRISP|INTERCOM|AGORA|VAPID|PUSHER|ABLY|APPCHECK|LIVEKIT|TMDB|ADDRESS|CONTRACT|NFT|ERC20)(?:_|$)/;
/** What shows how the application looks, for everybody to see. */
const FOR_SHOW =
  /(?:^|_)(?:DEMO|TEST|GUEST|E2E|MOCK|PREVIEW|DEFAULT|DUMMY|FAKE|SHOW|RESET|FORGOT|MIN|MAX|LENGTH|URL|PATH|ROUTE|PAGE)(?:_|$)/;

export default defineRule({
  id: 'dotenv/secret-exposed-to-client',
  severity: 'warning',
  summary: 'Keep secrets out of variables that a build tool writes into pages for everybody to read.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv({ assignments }) {
      for (const { key, keySpan, value } of assignments) {
        const prefix = PUBLIC_PREFIX.exec(key)?.[1];
        if (prefix === undefined) continue;
        const token = providerTokenIn(value);
        const kind = secretOf(key.slice(prefix.length));
        if ((!token || token.mayBePublic) && kind === undefined) continue;
        if (kind === 'token' && prefix === 'PUBLIC_') continue;
        const what = token && !token.mayBePublic ? token.what : kind;
        yield {
          span: keySpan,
          message: `${TOOLS[prefix]} writes every variable that begins with '${prefix}' into the pages, so everybody who opens one can read this ${what}. Rename '${key}' without the prefix and use it on the server only; if it was published, replace it.`,
          severity: token ? 'error' : 'warning',
          confidence: token ? 'high' : 'medium',
        };
      }
    },
  },
});

/** An API key is as good as always one for pages; by its name, a password, a secret and a token of no such service is not. */
function secretOf(name: string): Exclude<CredentialKind, 'key'> | undefined {
  if (FOR_SHOW.test(name)) return undefined;
  const kind = credentialKind(name);
  if (kind === undefined || kind === 'key') return undefined;
  return kind === 'token' && FOR_PAGES.test(name) ? undefined : kind;
}
