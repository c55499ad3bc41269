import { expect } from 'chai';
import { faultOfPassword } from '../../../src/features/staff/sign-in/password-rules.js';

const known = { username: 'zhang.wei', name: '张伟', halls: ['福田测试登记处', 'Futian Test Registry'] };
const faultOf = (password: string) => faultOfPassword(password, known);

describe('a password', () => {
  for (const [password, fault] of [
    ['short-one-1', 'password-too-short'],
    ['短短的密码', 'password-too-short'],
    [`${'long enough '.repeat(11)}`, 'password-too-long'],
    ['Password1234', 'password-common'],
    ['P@ssw0rd!2026', 'password-common'],
    ['welcome-admin-1', 'password-common'],
    ['iloveyou5201314', 'password-common'],
    ['1q2w3e4r5t6y', 'password-common'],
    ['qwertyuiop12', 'password-common'],
    ['correct horse battery staple', 'password-common'],
    ['aaaaaaaaaaaa', 'password-repeats'],
    ['abababababab', 'password-repeats'],
    ['123456789012', 'password-common'],
    ['abcdefghijklmn', 'password-repeats'],
    ['zhang.wei rides home', 'password-names-you'],
    ['Zh@ngWei-2026-spring', 'password-names-you'],
    ['今天张伟去福田看海了呀', 'password-too-short'],
    ['今天张伟骑车去了海边看日落', 'password-names-you'],
  ] as const) {
    it(`like ${password.slice(0, 30)} is refused: ${fault}`, () => {
      expect(faultOf(password)).to.equal(fault);
    });
  }

  for (const password of [
    'orchard bicycle 7 lantern',
    '七只松鼠在屋顶上晒玉米饼',
    'Tk9#vQ2$mL7!',
    'plum-tractor-violin',
  ])
    it(`like ${password} is taken`, () => {
      expect(faultOf(password)).to.equal(undefined);
    });
});
