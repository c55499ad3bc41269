import type { DirectDefinition, PlannedDefinition, SubjectSource } from './definition.js';

export interface PlannedKind {
  source: SubjectSource;
  definition: PlannedDefinition;
}

/** Every kind of message there is. A new one is a definition in the list of its feature; nothing else asks for kinds by name. */
export class MessageCatalogue {
  private readonly planned = new Map<string, PlannedKind>();
  private readonly direct = new Map<string, DirectDefinition>();
  private readonly covering = new Map<string, string[]>();

  private readonly subjects: SubjectSource[] = [];

  /** Adds the kinds of one feature. Throws when a kind is named twice. */
  register({
    sources = [],
    direct = [],
  }: {
    sources?: readonly SubjectSource[];
    direct?: readonly DirectDefinition[];
  }): void {
    for (const definition of direct) {
      this.claim(definition.kind);
      this.direct.set(definition.kind, definition);
    }
    for (const source of sources) {
      for (const definition of source.definitions) this.addPlanned(source, definition);
      this.subjects.push(source);
    }
  }

  get sources(): readonly SubjectSource[] {
    return this.subjects;
  }

  plannedKind(kind: string): PlannedKind | undefined {
    return this.planned.get(kind);
  }

  directKind(kind: string): DirectDefinition | undefined {
    return this.direct.get(kind);
  }

  /** Every definition, direct ones first, in the order in which features list them. */
  all(): (DirectDefinition | PlannedDefinition)[] {
    return [...this.direct.values(), ...[...this.planned.values()].map(({ definition }) => definition)];
  }

  /** Kinds that say what this one says. */
  coveringKinds(kind: string): readonly string[] {
    return this.covering.get(kind) ?? [];
  }

  private addPlanned(source: SubjectSource, definition: PlannedDefinition): void {
    this.claim(definition.kind);
    this.planned.set(definition.kind, { source, definition });
    for (const covered of definition.covers ?? [])
      this.covering.set(covered, [...(this.covering.get(covered) ?? []), definition.kind]);
  }

  private claim(kind: string): void {
    if (this.planned.has(kind) || this.direct.has(kind)) throw new TypeError(`two definitions of the message ${kind}`);
  }
}
