import type Joi from 'joi';

export type JsonSchema = Record<string, unknown>;

/** What joi's `describe()` tells of a schema, as far as it is read here. */
interface Described {
  type?: string;
  flags?: { only?: boolean; presence?: string; default?: unknown; description?: string };
  allow?: unknown[];
  rules?: { name: string; args?: { limit?: number; regex?: string } }[];
  metas?: { component?: string; format?: string }[];
  examples?: unknown[];
  keys?: Record<string, Described>;
  items?: Described[];
  whens?: { ref?: { path?: string[] } }[];
}

/**
 * Turns the joi schemas that validate into JSON Schema 2020-12. Presence is required unless a schema says otherwise, as
 * `parse` reads it; what has a component name is described once and referred to.
 */
export class JsonSchemas {
  readonly components: Record<string, JsonSchema> = {};

  /** What callers send or receive; in both more members may be there. */
  of(schema: Joi.Schema): JsonSchema {
    return this.convert(schema.describe());
  }

  /** The members of an object as parameters of an address or query. */
  parametersOf(schema: Joi.ObjectSchema, place: 'path' | 'query'): JsonSchema[] {
    const { keys = {} } = schema.describe() as Described;
    return Object.entries(keys).map(([name, member]) => ({
      name,
      in: place,
      required: place === 'path' || !isOptional(member),
      schema: this.convert(member),
    }));
  }

  private convert(described: Described): JsonSchema {
    const component = described.metas?.find((meta) => meta.component)?.component;
    if (component === undefined) return this.convertHere(described);
    this.components[component] ??= this.convertHere(described);
    return { $ref: `#/components/schemas/${component}` };
  }

  private convertHere(described: Described): JsonSchema {
    return { ...this.shapeOf(described), ...notesOf(described) };
  }

  private shapeOf(described: Described): JsonSchema {
    const limits = limitsOf(described);
    switch (described.type) {
      case 'object':
        return { type: 'object', ...this.membersOf(described.keys ?? {}) };
      case 'array':
        return {
          type: 'array',
          items: this.convert(described.items?.[0] ?? {}),
          ...named(limits, { min: 'minItems', max: 'maxItems' }),
        };
      case 'number':
        return {
          type: described.rules?.some(({ name }) => name === 'integer') ? 'integer' : 'number',
          ...named(limits, { min: 'minimum', max: 'maximum' }),
        };
      case 'boolean':
        return { type: 'boolean' };
      default:
        return { type: 'string', ...named(limits, { min: 'minLength', max: 'maxLength' }), ...patternOf(described) };
    }
  }

  private membersOf(keys: Record<string, Described>): JsonSchema {
    const names = Object.keys(keys);
    return {
      properties: Object.fromEntries(names.map((name) => [name, this.convert(keys[name] ?? {})])),
      required: names.filter((name) => !isOptional(keys[name]) && !isConditional(keys[name])),
      ...eitherOr(keys),
    };
  }
}

/** Members that are required exactly when another one is absent. */
function eitherOr(keys: Record<string, Described>): JsonSchema {
  const dependent = Object.keys(keys).filter((name) => isConditional(keys[name]));
  const [first] = dependent;
  const other = first === undefined ? undefined : keys[first]?.whens?.[0]?.ref?.path?.[0];
  return other === undefined ? {} : { anyOf: [{ required: [other] }, { required: dependent }] };
}

function isOptional(described: Described | undefined): boolean {
  return described?.flags?.presence === 'optional';
}

function isConditional(described: Described | undefined): boolean {
  return (described?.whens?.length ?? 0) > 0;
}

function limitsOf({ rules = [] }: Described): Record<string, number | undefined> {
  return Object.fromEntries(rules.map(({ name, args }) => [name, args?.limit]));
}

function named(limits: Record<string, number | undefined>, names: Record<string, string>): JsonSchema {
  const given = Object.entries(names).filter(([rule]) => limits[rule] !== undefined);
  return Object.fromEntries(given.map(([rule, name]) => [name, limits[rule]]));
}

function patternOf({ rules = [] }: Described): JsonSchema {
  const regex = rules.find(({ name }) => name === 'pattern')?.args?.regex;
  return regex === undefined ? {} : { pattern: regex.slice(1, regex.lastIndexOf('/')) };
}

function notesOf({ flags = {}, allow = [], metas = [], examples }: Described): JsonSchema {
  const format = metas.find((meta) => meta.format)?.format;
  const values = allow.filter((value) => value !== '');
  return {
    ...(flags.only && { enum: values }),
    ...(format && { format }),
    ...(flags.default !== undefined && { default: flags.default }),
    ...(flags.description && { description: flags.description }),
    ...(examples && { examples }),
  };
}
