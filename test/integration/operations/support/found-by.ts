import { postForm, type StaffAgent } from '../../../support/staff.js';

/** The page of messages that somebody gets who types this into its search. */
export async function foundBy(agent: StaffAgent, search: string, filter: Record<string, string> = {}) {
  const answer = await postForm(agent, '/staff/messages', { search, ...filter }, { from: '/staff/messages' });
  return answer.status === 303 ? agent.get(String(answer.headers['location'])).set('Accept', 'text/html') : answer;
}
