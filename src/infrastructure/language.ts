export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const DEFAULT_LANGUAGE: Language = 'zh-CN';
export const LANGUAGE_COOKIE = 'lang';

const REMEMBERED_HEADERS = 500;
const QUERY = /[?&]lang=([\w-]+)/;
const COOKIE = new RegExp(`(?:^|;\\s*)${LANGUAGE_COOKIE}=([\\w-]+)`);

const byHeader = new Map<string, Language>();

interface LanguageClues {
  url: string;
  cookie?: string | undefined;
  acceptLanguage?: string | undefined;
}

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The first clue that names a language we speak decides. */
export function negotiateLanguage({ url, cookie, acceptLanguage }: LanguageClues): Language {
  const asked = url.includes('lang=') ? QUERY.exec(url)?.[1] : undefined;
  if (isLanguage(asked)) return asked;
  const remembered = cookie?.includes(`${LANGUAGE_COOKIE}=`) ? COOKIE.exec(cookie)?.[1] : undefined;
  if (isLanguage(remembered)) return remembered;
  return acceptLanguage ? fromHeader(acceptLanguage) : DEFAULT_LANGUAGE;
}

// Few distinct headers exist in real traffic, so the parse is remembered; the bound keeps made-up ones from filling memory.
function fromHeader(header: string): Language {
  const known = byHeader.get(header);
  if (known) return known;
  const language = parseAcceptLanguage(header);
  if (byHeader.size < REMEMBERED_HEADERS) byHeader.set(header, language);
  return language;
}

function parseAcceptLanguage(header: string): Language {
  const preferences = header
    .split(',', 20)
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
      return { primary: tag.toLowerCase().split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { primary } of preferences) {
    const match = LANGUAGES.find((language) => language.split('-')[0] === primary);
    if (match) return match;
  }
  return DEFAULT_LANGUAGE;
}
