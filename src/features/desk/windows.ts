import { type BusinessFamily, businessFamily } from '../eligibility/index.js';
import type { Business, Hall } from '../halls/index.js';

export interface ServiceWindow {
  /** As it stands over the desk, from 1. */
  number: number;
  family: BusinessFamily;
  businesses: Business[];
}

/** The hall's windows in the order of its services; a window serves one family, so that no line is ever shared. */
export function windowsOf({ services }: Pick<Hall, 'services'>): ServiceWindow[] {
  const families = [...new Set(services.map(({ business }) => businessFamily(business)))];
  const windows = families.flatMap((family) => {
    const offered = services.filter(({ business }) => businessFamily(business) === family);
    const count = offered.reduce((sum, service) => sum + service.windows, 0);
    return Array.from({ length: count }, () => ({ family, businesses: offered.map(({ business }) => business) }));
  });
  return windows.map((window, index) => ({ number: index + 1, ...window }));
}

/** Minutes the hall plans for one couple of a family: the longest of its businesses. */
export function plannedMinutes({ services }: Pick<Hall, 'services'>, family: BusinessFamily): number {
  const planned = services
    .filter(({ business }) => businessFamily(business) === family)
    .map(({ minutesPerCouple }) => minutesPerCouple);
  return Math.max(1, ...planned);
}
