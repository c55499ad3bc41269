import type { Sex } from '../../src/features/eligibility/index.js';
import type { Random } from './random.js';

// Roughly in the order of how common they are, so that picking from the front more often looks like a real register.
const SURNAMES = [
  ...'李王张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
];
const COMPOUND_SURNAMES = ['欧阳', '上官', '司徒', '诸葛', '慕容', '皇甫', '夏侯', '令狐', '尉迟', '东方'];
const GIVEN: Record<Sex, readonly string[]> = {
  male: [...'伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢阳建浩亮成霖泽晨轩睿博文航嘉铭远志恒'],
  female: [...'芳娜敏静丽艳娟霞燕玲婷慧莹雪琳晶妍茜颖雯倩梅欣怡佳月璐瑶洁蕾菲诗悦彤萱梦琪思雨涵薇蓉岚清妤宁馨'],
};
const RARE = ['㛃', '𬌗', '喆', '䶮', '昇', '堃', '𬱖', '甯'];
const WITH_DOT: Record<Sex, readonly string[]> = {
  male: ['买买提·艾山', '阿不都拉·热合曼', '次仁·多吉'],
  female: ['阿依古丽·买买提', '古丽娜尔·吐尔逊', '卓玛·央金'],
};
const FOREIGN: Record<Sex, readonly string[]> = {
  male: ['James Carter', 'Luca Rossi', 'Jean-Pierre Martin', "Sean O'Neill", 'Kenji Tanaka', 'Lukas Weber'],
  female: ['Emily Clarke', 'Sofia Rossi', 'Marie Dubois', "Aoife O'Brien", 'Yuki Sato', 'Hanna Müller'],
};

/** A name such as registers hold: mostly two or three characters, now and then a compound surname or a rare character. */
export function chineseName(random: Random, sex: Sex): string {
  const kind = random.next();
  if (kind < 0.004) return random.pick(WITH_DOT[sex]);
  const surname = kind < 0.014 ? random.pick(COMPOUND_SURNAMES) : commonSurname(random);
  const first = kind > 0.994 ? random.pick(RARE) : random.pick(GIVEN[sex]);
  return surname + first + (random.next() < 0.75 ? random.pick(GIVEN[sex]) : '');
}

export function foreignName(random: Random, sex: Sex): string {
  return random.pick(FOREIGN[sex]);
}

function commonSurname(random: Random): string {
  return SURNAMES[Math.floor(random.next() ** 2 * SURNAMES.length)] ?? '李';
}
