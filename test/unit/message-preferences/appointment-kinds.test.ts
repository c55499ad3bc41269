import { expect } from 'chai';
import { declinableKinds } from '../../../src/features/message-preferences/appointment-kinds.js';
import type { PlannedDefinition, SubjectSource, Urgency } from '../../../src/features/notifications/index.js';
import { appointmentKinds } from '../notifications/support/appointments.js';

describe('the reminders that an appointment’s page offers', () => {
  const sourceOf = (name: string, audience: SubjectSource['audience']): SubjectSource => ({
    ...appointmentKinds(),
    name,
    audience,
    definitions: [kind(`${name}-news`, 'news'), kind(`${name}-soon`, 'reminder')],
  });
  const sources = [
    sourceOf('appointment', 'everybody'),
    sourceOf('application', ['divorce']),
    sourceOf('ceremony', ['marriage', 'reissue']),
    sourceOf('settlement', []),
  ];
  const offered = (business: Parameters<typeof declinableKinds>[1]) =>
    declinableKinds({ sources }, business).map((each) => each.kind);

  it('are those of the sources whose audience it belongs to, in the order of the sources', () => {
    expect(offered('marriage')).to.deep.equal(['appointment-soon', 'ceremony-soon']);
    expect(offered('reissue-divorce')).to.deep.equal(['appointment-soon', 'ceremony-soon']);
    expect(offered('divorce-application')).to.deep.equal(['appointment-soon', 'application-soon']);
    expect(offered('divorce-issue')).to.deep.equal(['appointment-soon', 'application-soon']);
    expect(offered('counselling')).to.deep.equal(['appointment-soon']);
  });

  function kind(name: string, urgency: Urgency): PlannedDefinition {
    return {
      kind: name,
      urgency,
      title: { 'zh-CN': name, en: name },
      texts: { variables: [], required: [], tones: {}, sample: { 'zh-CN': {}, en: {} } },
      occasions: () => [],
      variables: () => ({}),
    };
  }
});
