import { load } from 'cheerio';
import supertest from 'supertest';
import type { Bureau } from '../../../support/bureau.js';

/** Somebody with a browser: keeps cookies, and sends a form with the hidden fields of the page it stands on. */
export function visit(bureau: Bureau) {
  const agent = supertest.agent(bureau.app);
  return {
    async open(path: string) {
      const response = await agent.get(path);
      return { response, $: load(response.text ?? '') };
    },
    /** Opens a page and sends its form of the main part, its hidden fields included. */
    async submit(path: string, fields: Record<string, string>) {
      const $ = load((await agent.get(path)).text);
      const form = $('main form[method=post]');
      const hidden = form.find('input[type=hidden]').toArray();
      const body = Object.fromEntries(hidden.map(({ attribs }) => [attribs['name'] ?? '', attribs['value'] ?? '']));
      const response = await agent
        .post(form.attr('action') ?? path)
        .type('form')
        .send({ ...body, ...fields });
      return { response, $: load(response.text) };
    },
    post: (path: string, fields: Record<string, string>) => agent.post(path).type('form').send(fields),
  };
}

export type Visitor = ReturnType<typeof visit>;

export function pageOf({ reference, manageToken }: { reference: string; manageToken: string }): string {
  return `/manage/${reference}/${manageToken}`;
}
