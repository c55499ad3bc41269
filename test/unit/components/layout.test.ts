import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { load } from 'cheerio';
import { createViews, VIEWS_DIR, type Views } from './support/views.js';

const LETTER = join('notifications', 'letter.njk');

describe('layout', () => {
  let views: Views;

  before(async () => {
    views = await createViews();
  });

  after(() => views.remove());

  const page = (locals: Record<string, unknown> = {}) => load(views.engine.render('layouts/base.njk', locals));

  it('names the language, the page and the brand', () => {
    const $ = page({ lang: 'en', pageTitle: 'Choose a time' });
    expect($('html').attr('lang')).to.equal('en');
    expect($('title').text()).to.equal('Choose a time - 喜约 Xiyue');
    expect(page()('html').attr('lang')).to.equal('zh-CN');
  });

  it('says in the title and in a linked summary that something is wrong', () => {
    const $ = page({ pageTitle: '填写信息', errors: [{ field: 'parties.0.name', message: '请填写姓名' }] });
    expect($('title').text()).to.equal('错误：填写信息 - 喜约');
    expect($('[role=alert] a').attr('href')).to.equal('#parties.0.name');
  });

  it('offers the other language and the other text size by POST, back to the same page', () => {
    const $ = page({ currentPath: '/book?step=2', textSize: 'large', csrfToken: 'secret' });
    expect($('html').attr('data-text')).to.equal('large');
    expect($('form[action="/language"] button').attr('value')).to.equal('en');
    expect($('form[action="/text-size"] button').attr('value')).to.equal('normal');
    $('form[method=post]').each((_, form) => {
      expect($(form).find('[name=returnTo]').attr('value')).to.equal('/book?step=2');
      expect($(form).find('[name=_csrf]').attr('value')).to.equal('secret');
    });
  });

  it('keeps to a calm tone where it is asked to', () => {
    expect(page({ tone: 'calm' })('body').attr('data-tone')).to.equal('calm');
    expect(page()('body').attr('data-tone')).to.equal(undefined);
  });

  it('tells every visitor that it is free and that nobody sells places', () => {
    expect(page()('footer').text()).to.include('不收取任何费用').and.include('代约费');
  });

  for (const status of [403, 404, 409, 422, 429, 500, 503]) {
    it(`explains ${status} in both languages and says what to do next`, () => {
      for (const lang of ['zh-CN', 'en'] as const) {
        const $ = load(views.engine.render(`errors/${status}.njk`, { lang, requestId: 'r-1' }));
        const t = views.i18n.fixedT(lang);
        expect($('h1').text()).to.equal(t(`error.${status}.title`));
        expect($('main').text())
          .to.include(t(`error.${status}.next`))
          .and.include('r-1');
      }
    });
  }

  it('says what a refusal with its own code is about, and falls back to its kind', () => {
    const show = (locals: Record<string, unknown>) => load(views.engine.render('errors/429.njk', locals));
    const t = views.i18n.fixedT('zh-CN');
    const known = show({ code: 'rate-limited', params: { seconds: 7 } });
    expect(known('main').text()).to.include(t('errors:rate-limited.detail', { seconds: 7 }));
    expect(known('title').text()).to.include(t('errors:rate-limited.title'));
    expect(show({ code: 'never-heard-of' })('h1').text()).to.equal(t('error.429.title'));
  });

  it('has no inline script, style or handler in any template, so that the content policy can be strict', () => {
    const templates = readdirSync(VIEWS_DIR, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.njk'),
    );
    for (const path of templates) {
      const source = readFileSync(join(VIEWS_DIR, path), 'utf8');
      expect(source, path).to.not.match(/\son[a-z]+="|javascript:/i);
      // Mail programs read no style sheet, and a letter is no page of ours.
      if (path !== LETTER) expect(source, path).to.not.match(/<style|\sstyle=/i);
      expect(source.match(/<script(?![^>]*\bsrc=)/g), path).to.equal(null);
    }
  });
});
