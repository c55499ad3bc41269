import { expect } from 'chai';
import { load, type CheerioAPI } from 'cheerio';
import { readComponentFixtures, type Fixture } from '../../../src/features/gallery/index.js';
import { HOSTILE, withHostileTexts } from './support/hostile.js';
import { createViews, VIEWS_DIR, type Views } from './support/views.js';

const NAMED_CONTROLS = 'input:not([type=hidden]), select, textarea';

describe('components', () => {
  let views: Views;

  before(async () => {
    views = await createViews();
  });

  after(() => views.remove());

  const components = readComponentFixtures(VIEWS_DIR);
  for (const { component, macro, fixtures } of components) {
    const show = (fixture: Fixture, lang = 'zh-CN'): CheerioAPI =>
      load(views.engine.render('gallery/fixture.njk', { component, macro, fixture, lang }), null, false);

    describe(component, () => {
      for (const fixture of fixtures) {
        it(`renders "${fixture.name}" in both languages, every control named and every reference leading somewhere`, () => {
          for (const lang of ['zh-CN', 'en']) {
            const $ = show(fixture, lang);
            expect($.root().text().trim() + ($('img').attr('alt') ?? '')).to.not.equal('');
            expect($.root().text()).to.not.match(/undefined|\[object|component\.|slot\.|calendar\./);
            expectNamedControls($);
            expectReferences($);
          }
        });

        it(`shows "${fixture.name}" with hostile texts as plain text`, () => {
          const hostile = { ...fixture, params: withHostileTexts(fixture.params) as Fixture['params'] };
          const $ = show(hostile);
          expect($('[data-hostile]')).to.have.lengthOf(0);
          expect(elementsOf($)).to.deep.equal(elementsOf(show(hostileLengths(fixture))));
        });
      }

      const withError = fixtures.filter(({ params }) => typeof params['error'] === 'string');
      for (const fixture of withError) {
        it(`ties the error of "${fixture.name}" to the field that the error summary focuses`, () => {
          const $ = show(fixture);
          const id = String(fixture.params['id'] ?? fixture.params['name']);
          const described = $(`[id="${id}"]`).closest('[aria-describedby]').attr('aria-describedby') ?? '';
          const message = described.split(' ').map((part) => $(`[id="${part}"]`).text());
          expect(message.join(' ')).to.include(fixture.params['error']);
        });
      }
    });
  }

  it('are each shown by at least one fixture', () => {
    expect(components.length).to.be.greaterThan(30);
    for (const { component, fixtures } of components) expect(fixtures, component).to.not.be.empty;
  });
});

function expectNamedControls($: CheerioAPI): void {
  $(NAMED_CONTROLS).each((_, control) => {
    const id = $(control).attr('id') ?? '';
    expect($(`label[for="${id}"]`).text().trim(), `the label of ${id}`).to.not.equal('');
  });
  $('button, a').each((_, control) => {
    expect($(control).text().trim(), 'the words of a button or link').to.not.equal('');
  });
}

function expectReferences($: CheerioAPI): void {
  const ids = $('[id]')
    .map((_, element) => $(element).attr('id'))
    .get();
  expect(new Set(ids).size, `ids are unique: ${ids.join(' ')}`).to.equal(ids.length);
  $('[aria-describedby], [aria-labelledby]').each((_, element) => {
    const { 'aria-describedby': described = '', 'aria-labelledby': labelled = '' } = element.attribs;
    for (const id of `${described} ${labelled}`.split(' ').filter(Boolean)) expect(ids).to.include(id);
  });
}

// A harmless text in the same places must give the very same elements.
function hostileLengths(fixture: Fixture): Fixture {
  const text = JSON.stringify(withHostileTexts(fixture.params)).replaceAll(JSON.stringify(HOSTILE), '"plain"');
  return { ...fixture, params: JSON.parse(text) as Fixture['params'] };
}

function elementsOf($: CheerioAPI): string[] {
  return $('*')
    .get()
    .flatMap((node) => ('attribs' in node ? [[node.name, ...Object.keys(node.attribs)].join(' ')] : []));
}
