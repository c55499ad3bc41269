import type { Request, RequestHandler, Response } from 'express';
import { NotFound } from '../../errors/index.js';
import type { Clock } from '../../infrastructure/clock.js';
import { type CivilDate, civilDateAt } from '../calendar/index.js';
import { DEFAULT_POLICY, type HallDirectory, policyOn } from '../halls/index.js';
import { currentVersion, isVersionOf, NOTICE_VERSIONS, type NoticeName } from './booking-notice.js';
import { noticePaths } from './notices.paths.js';
import { hallRuleRow, ruleNumbers } from './rule-numbers.js';

export interface NoticeServices {
  halls: HallDirectory;
  clock: Clock;
  config: { privacy: { answerWorkdays: number } };
}

interface Section {
  heading: string;
  text: string[];
  items?: string[];
}

/** Shows a notice; the booking rules also say which numbers each hall has set for itself. */
export function showNotice(name: NoticeName, services: NoticeServices): RequestHandler {
  return (req, res) => render({ req, res, name, version: currentVersion(name), services });
}

/** The text of one version, whether it is in force or was once. */
export function showVersion(name: NoticeName, services: NoticeServices): RequestHandler {
  return async (req, res) => {
    const { version } = req.params;
    if (!isVersionOf(name, version)) throw new NotFound();
    await render({ req, res, name, version, services });
  };
}

async function render({
  req: { t, language },
  res,
  name,
  version,
  services: { halls, clock, config },
}: {
  req: Request;
  res: Response;
  name: NoticeName;
  version: CivilDate;
  services: NoticeServices;
}): Promise<void> {
  const isCurrent = version === currentVersion(name);
  const place = isCurrent ? `notices:${name}` : `notices:earlier.${name}.${version}`;
  const now = clock.now();
  const ofHalls = name === 'booking-rules' && isCurrent ? await halls.list() : [];
  res.render('notices/notice.njk', {
    name,
    version,
    isCurrent,
    lead: t(`${place}.lead`),
    sections: t(`${place}.sections`, {
      returnObjects: true,
      ...ruleNumbers(DEFAULT_POLICY),
      ...config.privacy,
    }) as unknown as Section[],
    currentHref: noticePaths.of(name),
    versions: NOTICE_VERSIONS[name].map((each) => ({
      version: each,
      href: noticePaths.version(name, each),
      isCurrent: each === currentVersion(name),
    })),
    hallRows: ofHalls.map((hall) => [
      hall.name[language],
      ...hallRuleRow(policyOn(hall, civilDateAt(now, hall.timeZone)), t),
    ]),
  });
}
