import type { Request, RequestHandler, Response } from 'express';
import { actorOf } from '../../http/require-permission.js';
import { type Language, LANGUAGES } from '../../infrastructure/language.js';
import type { CarrierCodes, MessageTextRecord } from './message-text.model.js';
import { CodesChanged } from './message-texts.errors.js';
import { openText, type OpenText, type TextServices, versionIn, wordsOf } from './open-text.js';
import { CODE_FIELDS, readCodes, SEEN_FIELDS } from './text-form.js';
import { obstacleTo } from './text-in-force.js';
import { pageOf } from './text-pages.js';
import { presentDiff, presentWords } from './text-presenter.js';
import type { TextScope } from './text-scope.js';

/** One version: what it says, what it changed, what the carrier calls it, and who did what with it. */
export function showVersion(services: TextServices, scope: TextScope): RequestHandler {
  return async (req, res) => {
    const open = await openText(req, services, scope);
    const version = versionIn(open, req.params['version']);
    const saved = req.query['saved'] !== undefined && {
      notice: { tone: 'success', live: true, title: req.t(`message-texts:version.savedAs.${version.state}`) },
    };
    renderVersion(services, scope, { req, res, open, version, codes: version.carrierCodes ?? {}, ...saved });
  };
}

export function enterCodes(services: TextServices, scope: TextScope): RequestHandler {
  return async (req, res) => {
    const open = await openText(req, services, scope);
    const version = versionIn(open, req.params['version']);
    const { codes, seen, errors } = readCodes(req);
    if (errors.length > 0) {
      res.status(422);
      return renderVersion(services, scope, { req, res, open, version, codes, errors });
    }
    const { name } = open;
    try {
      const now = services.clock.now();
      await services.textOffice.edits.enterCodes({
        name,
        version: version.version,
        seen,
        codes,
        actor: actorOf(req),
        now,
      });
      res.redirect(303, `${scope.paths.version(name.kind, name.tone, version.version)}#carrier`);
    } catch (error) {
      if (!(error instanceof CodesChanged)) throw error;
      const latest = await openText(req, services, scope);
      const title = req.t('errors:carrier-codes-changed.title');
      const text = req.t('errors:carrier-codes-changed.detail');
      const notice = { tone: 'warning', live: true, title, text };
      res.status(409);
      const found = versionIn(latest, req.params['version']);
      renderVersion(services, scope, { req, res, open: latest, version: found, codes, notice });
    }
  };
}

export function withdrawVersion(services: TextServices, scope: TextScope): RequestHandler {
  return async (req, res) => {
    const open = await openText(req, services, scope);
    const { version } = versionIn(open, req.params['version']);
    const { name } = open;
    await services.textOffice.edits.withdraw({ name, version, actor: actorOf(req), now: services.clock.now() });
    res.redirect(303, scope.paths.version(name.kind, name.tone, version));
  };
}

interface Shown {
  req: Request;
  res: Response;
  open: OpenText;
  version: MessageTextRecord;
  /** What stands in the fields. */
  codes: CarrierCodes;
  errors?: object[];
  notice?: object;
}

function renderVersion(
  { textOffice }: TextServices,
  scope: TextScope,
  { req, res, open, version, codes, ...locals }: Shown,
): void {
  const { t } = req;
  const { kind, versions, standing, name } = open;
  const { rules } = textOffice;
  const before = versions.find((each) => each.version < version.version && each.state !== 'draft');
  const words = wordsOf(version, open);
  const isUsed = (language: Language) => standing.inForce[language].version === `${name.hall}:${version.version}`;
  res.render('message-texts/version.njk', {
    ...pageOf(open, { req, scope }),
    version,
    words: presentWords(words, { kind, rules, t }),
    diff: presentDiff(before ? wordsOf(before, open) : open.inherited, words, t),
    before: before?.version,
    isNewest: version.version === versions[0]?.version,
    languages: LANGUAGES.map((language) => ({
      language,
      name: t(`message-texts:languages.${language}`),
      isUsed: isUsed(language),
      obstacle:
        version.state === 'in-force' ? obstacleTo(version, { ...rules, texts: kind.texts, language }) : undefined,
      codeField: CODE_FIELDS[language],
      seenField: SEEN_FIELDS[language],
      code: codes[language] ?? '',
      seen: version.carrierCodes?.[language] ?? '',
    })),
    codesPath: scope.paths.codes(name.kind, name.tone, version.version),
    withdrawalPath: scope.paths.withdrawal(name.kind, name.tone, version.version),
    isNumbered: rules.isNumbered,
    ...locals,
  });
}
