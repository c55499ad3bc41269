import type { Render } from '../../../../../src/features/notifications/channels/email/letter.js';
import { createI18n } from '../../../../../src/infrastructure/i18n.js';
import { createViewEngine } from '../../../../../src/infrastructure/view-engine.js';

/** The real templates and texts; letters load no assets. */
export function renderLetters(): Render {
  const assets = {
    url: () => {
      throw new Error('a letter cannot load assets');
    },
    icon: () => {
      throw new Error('a letter cannot load icons');
    },
    serve: () => undefined,
  };
  const views = createViewEngine({ viewsDir: 'views', assets, i18n: createI18n('locales'), isProduction: false });
  return (name, locals) => views.render(name, locals);
}
