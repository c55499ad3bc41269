import type { Request, RequestHandler } from 'express';
import { LANGUAGES } from '../../infrastructure/language.js';
import type { MessageTextRecord } from './message-text.model.js';
import type { TextServices } from './open-text.js';
import type { TextKind } from './text-kind.js';
import { originOf, partsOf, toneName } from './text-presenter.js';
import { askedHalls, type TextScope } from './text-scope.js';
import { forEachLanguage, standingOf } from './text-standing.js';

/** Every kind of message in each of its tones: whose words it has, how many parts they take, and what waits. */
export function listTexts(services: TextServices, scope: TextScope): RequestHandler {
  const { kinds, edits } = services.textOffice;
  return async (req, res) => {
    const halls = askedHalls(scope.hallOf(req));
    const records = await edits.all(halls);
    const items = kinds.all().map((kind) => ({
      title: kind.title[req.language],
      urgency: kind.urgency,
      tones: Object.keys(kind.texts.tones).map((tone) => ({
        href: scope.paths.text(kind.kind, tone),
        ...presentStanding(services, { kind, tone, halls, records, t: req.t }),
      })),
    }));
    res.render('message-texts/list.njk', { items, scope: scope.name });
  };
}

interface Line {
  kind: TextKind;
  tone: string;
  halls: string[];
  records: readonly MessageTextRecord[];
  t: Request['t'];
}

function presentStanding({ textOffice: { rules } }: TextServices, { kind, tone, halls, records, t }: Line) {
  const versions = records.filter((record) => record.kind === kind.kind && record.tone === tone);
  const standard = kind.texts.tones[tone] ?? { 'zh-CN': '', en: '' };
  const { inForce, draft, waiting, unfit } = standingOf({
    halls,
    versions,
    texts: kind.texts,
    standard,
    isNumbered: rules.isNumbered,
  });
  const { hall, version } = inForce['zh-CN'];
  return {
    name: toneName(tone, t),
    origin: originOf(hall),
    version: hall === halls[0] ? version.split(':').at(-1) : undefined,
    parts: partsOf(
      forEachLanguage((language) => inForce[language].text),
      { kind, rules },
    ),
    draft: draft?.version,
    isWaiting: waiting.length > 0,
    isUnsendable: rules.isNumbered && LANGUAGES.some((language) => inForce[language].carrierCode === undefined),
    isUnfit: unfit.length > 0,
  };
}
