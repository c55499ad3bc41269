import { expect } from 'chai';
import {
  type DirectDefinition,
  MessageCatalogue,
  type SubjectSource,
} from '../../../src/features/notifications/index.js';
import { appointmentKinds } from './support/appointments.js';

const TEXTS = { variables: [], required: [], tones: {}, sample: { 'zh-CN': {}, en: {} } };

describe('the catalogue of messages', () => {
  const direct = (kind: string): DirectDefinition => ({
    kind,
    urgency: 'news',
    title: { 'zh-CN': kind, en: kind },
    texts: TEXTS,
  });
  const sourceOf = (...kinds: { kind: string; covers?: string[] }[]): SubjectSource => ({
    ...appointmentKinds(),
    name: 'thing',
    definitions: kinds.map((each) => ({ ...direct(each.kind), ...each, occasions: () => [], variables: () => ({}) })),
  });

  it('finds a kind where it was registered, and nowhere else', () => {
    const catalogue = new MessageCatalogue();
    catalogue.register({ sources: [sourceOf({ kind: 'planned' })], direct: [direct('given')] });
    expect(catalogue.plannedKind('planned')?.source.name).to.equal('thing');
    expect(catalogue.directKind('given')?.kind).to.equal('given');
    expect([catalogue.plannedKind('given'), catalogue.directKind('planned')]).to.deep.equal([undefined, undefined]);
    expect(catalogue.all().map(({ kind }) => kind)).to.deep.equal(['given', 'planned']);
  });

  it('refuses a second definition of a kind, whatever the first one was', () => {
    const registrations = [{ sources: [sourceOf({ kind: 'twice' })] }, { direct: [direct('twice')] }];
    for (const first of registrations)
      for (const second of registrations) {
        const catalogue = new MessageCatalogue();
        catalogue.register(first);
        expect(() => catalogue.register(second)).to.throw(TypeError, 'two definitions of the message twice');
      }
    const both = { sources: [sourceOf({ kind: 'twice' }, { kind: 'twice' })] };
    expect(() => new MessageCatalogue().register(both)).to.throw(TypeError);
  });

  it('knows which kinds make another one superfluous', () => {
    const catalogue = new MessageCatalogue();
    const sources = [
      sourceOf(
        { kind: 'moved', covers: ['today', 'tomorrow'] },
        { kind: 'closed', covers: ['today'] },
        { kind: 'today' },
      ),
    ];
    catalogue.register({ sources });
    expect(catalogue.coveringKinds('today')).to.deep.equal(['moved', 'closed']);
    expect(catalogue.coveringKinds('tomorrow')).to.deep.equal(['moved']);
    expect(catalogue.coveringKinds('moved')).to.deep.equal([]);
  });

  it('has kinds about appointments that cover only one another, never in a circle', () => {
    const { definitions } = appointmentKinds();
    const kinds = new Map(definitions.map(({ kind, covers = [] }) => [kind, covers]));
    const reached = (from: string, seen = new Set<string>()): Set<string> => {
      for (const kind of kinds.get(from) ?? []) if (!seen.has(kind)) reached(kind, seen.add(kind));
      return seen;
    };
    for (const [kind, covers] of kinds) {
      expect([...kinds.keys()], kind).to.include.members([...covers]);
      expect([...reached(kind)], 'two that wait for each other would never go').not.to.include(kind);
    }
  });
});
