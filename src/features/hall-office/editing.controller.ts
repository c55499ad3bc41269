import type { Request, RequestHandler, Response } from 'express';
import { ValidationFailed } from '../../errors/index.js';
import type { HallChange } from '../halls/index.js';
import { changeWords } from './change-words.js';
import type { Editor, Situation } from './editors/editor.js';
import { inWords, type Typed, typedOf } from './form-texts.js';
import { CLOSING_KINDS } from './hall-change.schema.js';
import { hallOfficePaths } from './hall-office.paths.js';
import { type HallOfficeServices, visit } from './office-page.js';
import { effectsOf, presentCouples } from './preview-page.js';

/** The fields of one editor; what the address already says is filled in, so that Back and a prepared link keep it. */
export function showEditor(services: HallOfficeServices, editor: Editor): RequestHandler {
  return async (req, res) => {
    const situation = await situationOf(req, services);
    renderEditor(res, editor, situation, { ...editor.values(situation), ...typedOf(req.query) });
  };
}

/** What the typed change would do. It is a GET because it changes nothing: it can be reloaded, and Back leads to the fields. */
export function previewChange(services: HallOfficeServices, editor: Editor): RequestHandler {
  return async (req, res) => {
    const situation = await situationOf(req, services);
    const typed = typedOf(req.query);
    const reading = editor.read(typed, situation);
    if ('errors' in reading) {
      res.status(422);
      const errors = inWords(reading.errors, req.t);
      return void renderEditor(res, editor, situation, typed, { errors });
    }
    const query = new URLSearchParams(typed).toString();
    const backHref =
      typed['remove'] || typed['reopen'] ? editor.path(situation.params) : backTo(editor, situation, query);
    const propose = new URLSearchParams({ ...typed, propose: 'move' }).toString();
    const locals = { proposeHref: `?${propose}#couples` };
    await renderPreview(services, req, res, { change: reading.change, backHref, typed, locals });
  };
}

export interface PreviewState {
  change: HallChange;
  backHref: string;
  typed: Typed;
  /** Choices made before, by reference. */
  chosen?: ReadonlyMap<string, string>;
  locals?: object;
}

/** The page between a change and its doing, worked out anew from the store each time it is shown. */
export async function renderPreview(
  { hallOffice, clock }: HallOfficeServices,
  req: Request,
  res: Response,
  { change, backHref, typed, chosen = new Map(), locals = {} }: PreviewState,
): Promise<void> {
  const { t, language } = req;
  const now = clock.now();
  const { before, revision, plan, stranded } = await hallOffice.changes.preview({
    hall: req.staff?.hall ?? '',
    change,
    now,
  });
  const isClosing = CLOSING_KINDS.includes(change.kind);
  res.render('hall-office/preview.njk', {
    words: changeWords(change, { hall: before, t, language }),
    change: JSON.stringify(change),
    revision,
    counts: { created: plan.create.length, changed: plan.change.length, closed: plan.close.length },
    ...effectsOf(plan),
    couples: presentCouples(stranded, { t, language, chosen, prefersMoving: typed['propose'] === 'move' }),
    action: isClosing ? hallOfficePaths.closures : hallOfficePaths.changes,
    backHref,
    typed,
    ...locals,
  });
}

async function situationOf(req: Request, services: HallOfficeServices): Promise<Situation> {
  const { hall, today } = await visit(req, services);
  return { hall, today, params: typedOf(req.params) };
}

function renderEditor(res: Response, editor: Editor, situation: Situation, values: Typed, more: object = {}): void {
  const path = editor.path(situation.params);
  res.render(editor.template, {
    values,
    hall: situation.hall,
    today: situation.today,
    paths: hallOfficePaths,
    previewPath: hallOfficePaths.previewOf(path),
    ...editor.locals?.(situation),
    ...more,
  });
}

function backTo(editor: Editor, { params }: Situation, query: string): string {
  return `${editor.path(params)}?${query}`;
}

/** A change that was tampered with on its way, or sent to the page of another permission. */
export function unknownChange(): ValidationFailed {
  return new ValidationFailed([{ field: 'change', code: 'invalid' }]);
}
