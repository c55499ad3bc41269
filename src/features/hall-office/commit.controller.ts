import type { Request, RequestHandler } from 'express';
import { DomainError } from '../../errors/index.js';
import { actorOf } from '../../http/require-permission.js';
import type { HallChange } from '../halls/index.js';
import { renderPreview, unknownChange } from './editing.controller.js';
import { inWords, type Typed, typedOf } from './form-texts.js';
import { CLOSING_KINDS, readChange } from './hall-change.schema.js';
import { hallOfficePaths } from './hall-office.paths.js';
import { parsePlace, type Place } from './nearest-places.js';
import type { HallOfficeServices } from './office-page.js';

const MOVE = 'move.';

/** Does what the preview showed, or shows the preview again as it is now with everything that was entered. */
export function commitChange(services: HallOfficeServices, permitted: 'closing' | 'editing'): RequestHandler {
  return async (req, res) => {
    const typed = typedOf(req.body);
    const change = changeIn(req, permitted);
    const revision = Number(typed['revision']);
    if (!change || !Number.isInteger(revision)) throw unknownChange();
    const reason = typed['reason'] ?? '';
    const chosen = choicesIn(typed);
    const again = (status: number, locals: object) => {
      res.status(status);
      const state = { change, typed, chosen, backHref: backHref(typed), locals: { reason, ...locals } };
      return renderPreview(services, req, res, state);
    };
    if (reason === '') return again(422, { errors: inWords([{ field: 'reason', code: 'required' }], req.t) });
    try {
      const { hall } = await services.hallOffice.changes.commit({
        hall: req.staff?.hall ?? '',
        change,
        revision,
        reason,
        moves: movesIn(chosen),
        actor: actorOf(req),
        now: services.clock.now(),
      });
      res.redirect(303, hallOfficePaths.change(hall.revision ?? 0));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'hall-changed') throw error;
      const title = req.t('errors:hall-changed.title');
      const text = req.t('errors:hall-changed.detail', error.params);
      await again(409, { notice: { tone: 'warning', live: true, title, text } });
    }
  };
}

function changeIn(req: Request, permitted: 'closing' | 'editing'): HallChange | undefined {
  const change = readChange((req.body as Record<string, unknown> | undefined)?.['change']);
  return change && CLOSING_KINDS.includes(change.kind) === (permitted === 'closing') ? change : undefined;
}

function choicesIn(typed: Typed): Map<string, string> {
  const entries = Object.entries(typed).filter(([name]) => name.startsWith(MOVE));
  return new Map(entries.map(([name, value]) => [name.slice(MOVE.length), value]));
}

function movesIn(chosen: ReadonlyMap<string, string>): Map<string, Pick<Place, 'date' | 'start'>> {
  return new Map(
    [...chosen].flatMap(([reference, value]) => {
      const place = parsePlace(value);
      return place ? [[reference, place] as const] : [];
    }),
  );
}

/** Where the fields are that led here; anything but a page of the hall's own leads to the hall. */
function backHref({ back = '' }: Typed): string {
  return back.startsWith(`${hallOfficePaths.hall}/`) ? back : hallOfficePaths.hall;
}
