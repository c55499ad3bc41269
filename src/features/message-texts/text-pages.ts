import type { Request, Response } from 'express';
import { LANGUAGES } from '../../infrastructure/language.js';
import type { BilingualText } from '../notifications/index.js';
import { baseOf, openText, type OpenText, type TextServices, wordsOf } from './open-text.js';
import { CODE_FIELDS, type PageError, type TypedText } from './text-form.js';
import { originOf, presentDiff, presentVariables, presentWords, titleOf } from './text-presenter.js';
import type { TextScope } from './text-scope.js';

export interface Shown {
  req: Request;
  res: Response;
  open: OpenText;
}

/** The fields again, with what is wrong at each. */
export function refuseText(
  services: TextServices,
  scope: TextScope,
  { typed, errors, ...shown }: Shown & { typed: TypedText; errors: PageError[] },
): void {
  shown.res.status(422);
  const { texts, base } = typed;
  renderEditor(services, scope, { ...shown, texts, base, locals: { errors } });
}

/** The fields as they were typed, beside what somebody else wrote meanwhile; the next attempt follows theirs. */
export async function showConflict(
  services: TextServices,
  scope: TextScope,
  { req, res, texts }: { req: Request; res: Response; texts: BilingualText },
): Promise<void> {
  const open = await openText(req, services, scope);
  const theirs = open.versions[0];
  const event = theirs?.history[0];
  res.status(409);
  const locals = theirs && {
    notice: {
      tone: 'warning',
      live: true,
      title: req.t('errors:message-text-changed.title'),
      text: req.t('message-texts:conflict.text', { by: event?.by, version: theirs.version }),
    },
    theirs: {
      version: theirs.version,
      by: event?.by,
      diff: presentDiff(wordsOf(theirs, open), texts, req.t),
      words: presentWords(wordsOf(theirs, open), { kind: open.kind, rules: services.textOffice.rules, t: req.t }),
    },
  };
  renderEditor(services, scope, { req, res, open, texts, ...(locals && { locals }) });
}

export function renderEditor(
  { textOffice }: TextServices,
  scope: TextScope,
  {
    req,
    res,
    open,
    texts,
    base = baseOf(open),
    locals = {},
  }: Shown & { texts: BilingualText; base?: number; locals?: object },
): void {
  const { kind, standing, versions } = open;
  const { t } = req;
  const { rules } = textOffice;
  res.render('message-texts/edit.njk', {
    ...pageOf(open, { req, scope }),
    base,
    words: presentWords(texts, { kind, rules, t }),
    variables: presentVariables(kind, t),
    inForce: Object.values(standing.inForce).map(({ hall, version }) => ({
      origin: originOf(hall),
      version: version.split(':').at(-1),
    })),
    standing,
    history: versions,
    inherited: presentWords(open.inherited, { kind, rules, t }),
    signature: rules.signature,
    maxParts: rules.maxParts,
    // Nobody has changed the words, yet the carrier wants to know them before it sends them.
    isUnfiled: rules.isNumbered && scope.name === 'bureau' && standing.current?.texts === undefined,
    codeFields: LANGUAGES.map((language) => ({ language, field: CODE_FIELDS[language] })),
    ...locals,
  });
}

export function renderPreview(
  { textOffice }: TextServices,
  scope: TextScope,
  { req, res, open, typed, errors }: Shown & { typed: TypedText; errors?: PageError[] },
): void {
  const { inForce } = open.standing;
  const { rules } = textOffice;
  const now = { 'zh-CN': inForce['zh-CN'].text, en: inForce.en.text };
  res.render('message-texts/preview.njk', {
    ...pageOf(open, { req, scope }),
    base: typed.base,
    note: typed.note,
    words: presentWords(typed.texts, { kind: open.kind, rules, t: req.t }),
    diff: presentDiff(now, typed.texts, req.t),
    isNumbered: rules.isNumbered,
    errors,
  });
}

/** What every page of one text needs. */
export function pageOf({ kind, name }: OpenText, { req, scope }: { req: Request; scope: TextScope }) {
  const { t, language } = req;
  const at = [name.kind, name.tone] as const;
  return {
    title: titleOf(kind, name.tone, { t, language }),
    scope: scope.name,
    paths: {
      list: scope.paths.list,
      text: scope.paths.text(...at),
      preview: scope.paths.preview(...at),
      standard: scope.paths.standard(...at),
      filing: scope.paths.filing(...at),
      version: (version: number) => scope.paths.version(...at, version),
    },
  };
}
