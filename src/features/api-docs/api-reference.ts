import type { JsonSchema } from '../../http/openapi/json-schema.js';
import type { OpenApiDocument } from '../../http/openapi/document.js';

/** One call as the reference page shows it. */
export interface ReferenceEntry {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  isProtected: boolean;
  parameters: { name: string; place: string; isRequired: boolean; type: string }[];
  request: ReferenceField[];
  answers: { status: string; description: string; fields: ReferenceField[] }[];
}

export interface ReferenceField {
  name: string;
  type: string;
  isRequired: boolean;
}

export interface ReferenceGroup {
  name: string;
  description: string;
  entries: ReferenceEntry[];
}

interface DescribedOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters?: { name: string; in: string; required: boolean; schema: JsonSchema }[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
  security: unknown[];
}

type Content = Record<string, { schema: JsonSchema }>;

/** The document in the order in which people read it: by subject, with every field on a line of its own. */
export function toReference({ tags, paths, components }: OpenApiDocument): ReferenceGroup[] {
  const fieldsOf = (content: Content | undefined) =>
    listFields(content?.['application/json']?.schema, components.schemas);
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method,
      operation: operation as unknown as DescribedOperation,
    })),
  );
  return tags.map(({ name, description }) => ({
    name,
    description,
    entries: entries
      .filter(({ operation }) => operation.tags.includes(name))
      .map(({ path, method, operation }) => ({
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        summary: operation.summary,
        description: operation.description,
        isProtected: operation.security.length > 0,
        parameters: (operation.parameters ?? []).map((parameter) => ({
          name: parameter.name,
          place: parameter.in,
          isRequired: parameter.required,
          type: typeOf(parameter.schema, components.schemas),
        })),
        request: fieldsOf(operation.requestBody?.content),
        answers: Object.entries(operation.responses).map(([status, answer]) => ({
          status,
          description: answer.description.replaceAll('`', ''),
          fields: fieldsOf(answer.content),
        })),
      })),
  }));
}

/** `parties[].document.number`: the path of every member, as a problem's `errors` would name it. */
function listFields(given: JsonSchema | undefined, schemas: Record<string, JsonSchema>, prefix = ''): ReferenceField[] {
  const schema = resolve(given, schemas);
  if (schema['type'] === 'array') return listFields(schema['items'] as JsonSchema, schemas, `${prefix}[]`);
  const required = (schema['required'] as string[] | undefined) ?? [];
  return Object.entries((schema['properties'] as Record<string, JsonSchema> | undefined) ?? {}).flatMap(
    ([name, member]) => {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      const field = { name: path, type: typeOf(member, schemas), isRequired: required.includes(name) };
      return [field, ...listFields(member, schemas, path)];
    },
  );
}

function typeOf(given: JsonSchema, schemas: Record<string, JsonSchema>): string {
  const schema = resolve(given, schemas);
  if (schema['enum']) return (schema['enum'] as unknown[]).map(String).join(' | ');
  if (schema['type'] === 'array') return `${typeOf(schema['items'] as JsonSchema, schemas)}[]`;
  return typeof schema['format'] === 'string' ? schema['format'] : String(schema['type']);
}

function resolve(schema: JsonSchema = {}, schemas: Record<string, JsonSchema>): JsonSchema {
  const name = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined;
  return name === undefined ? schema : (schemas[name] ?? {});
}
