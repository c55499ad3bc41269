import type { Limits } from '../../../config/index.js';
import type { Clock } from '../../../infrastructure/clock.js';
import type { Drafts } from '../../booking/index.js';
import type { Contacts } from '../../contacts/index.js';
import type { HallDirectory } from '../../halls/index.js';
import type { PrivacyRequests } from '../requests/requests.service.js';
import type { IdentityCheck } from './identity-check.service.js';
import type { OwnData } from './own-data.service.js';
import type { PhoneCorrection } from './phone-correction.service.js';

/** What the public's pages about personal data work with. */
export interface RightsServices {
  clock: Clock;
  config: { limits: Limits; privacy: { answerWorkdays: number } };
  contacts: Contacts;
  drafts: Drafts;
  halls: HallDirectory;
  privacy: {
    identity: IdentityCheck;
    ownData: OwnData;
    phoneCorrection: PhoneCorrection;
    requests: PrivacyRequests;
  };
}
