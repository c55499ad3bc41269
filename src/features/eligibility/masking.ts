// Two-character surnames that are still borne today.
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 ' +
    '宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 ' +
    '微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师'
  ).split(' '),
);

const MOST_STARS = 2;
const HAN = /^\p{Script=Han}/u;

/** 张*, 欧阳**; a name in Latin letters keeps its first letter. Never more than the surname. */
export function maskName(name: string): string {
  const characters = [...name];
  const first = characters[0];
  if (first === undefined) return '';
  if (characters.length === 1) return '*';
  if (!HAN.test(first)) return `${first}***`;
  const surname = characters.slice(0, 2).join('');
  const kept = characters.length > 2 && COMPOUND_SURNAMES.has(surname) ? surname : first;
  return kept + '*'.repeat(Math.min(characters.length - [...kept].length, MOST_STARS));
}

/** The first three and last four characters at most, and never more than half of a short number. */
export function maskDocumentNumber(number: string): string {
  return maskMiddle(number, { head: 3, tail: 4 });
}

/** 138****8000; of an international number only the beginning of the prefix and the last digits. */
export function maskPhone(phone: string): string {
  if (/^\d{11}$/.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  return maskMiddle(phone, { head: 3, tail: 4 });
}

function maskMiddle(text: string, most: { head: number; tail: number }): string {
  const shown = Math.floor(text.length / 2);
  const tail = Math.min(most.tail, Math.ceil(shown / 2));
  const head = Math.min(most.head, shown - tail);
  return text.slice(0, head) + '*'.repeat(text.length - head - tail) + text.slice(text.length - tail);
}
