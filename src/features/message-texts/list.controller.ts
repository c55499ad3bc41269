import type { RequestHandler } from 'express';
import type { TextServices } from './open-text.js';
import { askedHalls, type TextScope } from './text-scope.js';
import { standingOf } from './text-standing.js';
import { originOf, partsOf, titleOf } from './text-presenter.js';

/** Every kind of message in each of its tones: whose words it has, how many parts they take, and what waits. */
export function listTexts({ textOffice }: TextServices, scope: TextScope): RequestHandler {
  const { kinds, edits, rules } = textOffice;
  return async (req, res) => {
    const { t, language } = req;
    const halls = askedHalls(scope.hallOf(req));
    const records = await edits.all(halls);
    const items = kinds.all().flatMap((kind) =>
      Object.entries(kind.texts.tones).map(([tone, standard]) => {
        const versions = records.filter((record) => record.kind === kind.kind && record.tone === tone);
        const standing = standingOf({ halls, versions, texts: kind.texts, standard, isNumbered: rules.isNumbered });
        const { inForce } = standing;
        const texts = { 'zh-CN': inForce['zh-CN'].text, en: inForce.en.text };
        return {
          href: scope.paths.text(kind.kind, tone),
          title: titleOf(kind, tone, { t, language }),
          urgency: kind.urgency,
          origin: originOf(inForce['zh-CN'].hall),
          version: inForce['zh-CN'].hall === halls[0] ? inForce['zh-CN'].version.split(':').at(-1) : undefined,
          parts: partsOf(texts, { kind, rules }),
          draft: standing.draft?.version,
          isWaiting: standing.waiting.length > 0,
          isUnfit: standing.unfit.length > 0,
        };
      }),
    );
    res.render('message-texts/list.njk', { items, scope: scope.name });
  };
}
