import { buildDocument, type OpenApiDocument } from '../../http/openapi/document.js';
import type { RouteSpec } from '../../http/route.js';
import type { I18n } from '../../infrastructure/i18n.js';
import type { Language } from '../../infrastructure/language.js';

/** The API described by itself: the document at /api/openapi.json, and a page for people at /api/docs. */
export class ApiDocs {
  private readonly documents = new Map<Language, OpenApiDocument>();

  constructor(private readonly deps: { routes: readonly RouteSpec[]; i18n: I18n; publicUrl: string }) {}

  in(language: Language): OpenApiDocument {
    const { routes, i18n, publicUrl } = this.deps;
    const known = this.documents.get(language);
    if (known) return known;
    const document = buildDocument({ routes, t: i18n.fixedT(language), serverUrl: publicUrl });
    this.documents.set(language, document);
    return document;
  }
}
