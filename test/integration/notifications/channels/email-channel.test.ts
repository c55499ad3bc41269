import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { load } from 'cheerio';
import { expect } from 'chai';
import type { ParsedMail } from 'mailparser';
import type { MailSettings } from '../../../../src/config/index.js';
import { ChannelFailure, type OutgoingMessage } from '../../../../src/features/notifications/channels/channel.js';
import { EmailChannel } from '../../../../src/features/notifications/channels/email/email-channel.js';
import { fixedClock } from '../../../../src/infrastructure/clock.js';
import { MailServer, type ReceivedLetter } from '../../../support/stand-ins/mail-server.js';
import { renderLetters } from './support/letters.js';

const NOW = '2026-11-25T02:00:00Z';
const ORIGIN = 'https://xiyue.example.gov.cn';
const never = new AbortController().signal;
const ICS =
  'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:a@xiyue\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';

describe('EmailChannel', () => {
  let mail: MailServer;
  let channel: EmailChannel;
  const login = { user: 'xiyue', password: 'p:ss word' };

  beforeEach(async () => {
    mail = await MailServer.start({ login });
    channel = channelTo({});
  });
  afterEach(async () => {
    channel.close();
    await mail.close();
  });

  it('writes to one person, from whom it should, with the words as text', async () => {
    const { letter } = await received({ text: '您的预约已确认。\n查看：https://xiyue.example.gov.cn/m/abc' });
    expect(addressesOf(letter)).to.deep.equal({
      from: '喜约 <noreply@xiyue.example.gov.cn>',
      to: ['someone@example.com'],
    });
    expect(letter.subject).to.equal('预约已确认');
    expect(letter.text?.trimEnd()).to.equal('您的预约已确认。\n查看：https://xiyue.example.gov.cn/m/abc');
    expect(letter.date).to.deep.equal(new Date(NOW));
    expect(letter.headers.get('auto-submitted')).to.equal('auto-generated');
  });

  it('carries the id of the message in every attempt, so that a mailbox can drop the second', async () => {
    mail.fate.plan('lose-answer');
    await channel.send(letterTo({}), never).catch(() => undefined);
    await channel.send(letterTo({}), never);
    const [{ letter, handedOver } = missing()] = mail.taken.values();
    expect(letter.messageId).to.equal('<m1@xiyue.example.gov.cn>');
    expect(handedOver).to.equal(2);
  });

  for (const [language, footer] of [
    ['zh-CN', '请勿直接回复'],
    ['en', 'nobody reads replies'],
  ] as const) {
    it(`says the same in HTML, in ${language}`, async () => {
      const { letter } = await received({ language, text: '第一段\n\n第二段 <b>&amp;' });
      const page = load(String(letter.html));
      expect(page('html').attr('lang')).to.equal(language);
      expect(page('h1').text()).to.equal('预约已确认');
      expect(
        page('p')
          .toArray()
          .map((p) => page(p).text()),
      ).to.deep.equal(['第一段', '第二段 <b>&amp;']);
      expect(page('body').text()).to.include(footer);
      expect(page('link, style, script, img').length).to.equal(0);
    });
  }

  it('lists below the words what it has to list, in the text as in HTML, with a heading for each list', async () => {
    const lists = [
      { heading: '男方', items: ['居民身份证', '<b>军人证件</b> & 证明'] },
      { heading: '女方', items: ['护照'] },
    ];
    const sections = [
      { heading: '请携带', text: '请对照清单', lists },
      { heading: '预约编号 XY', text: '查看时填写' },
    ];
    const mail = { subject: '预约提醒', sections };
    const { letter } = await received({ text: '好日子快到了。', mail });
    expect(letter.text?.trimEnd()).to.equal(
      '好日子快到了。\n\n请携带\n\n请对照清单\n\n男方\n- 居民身份证\n- <b>军人证件</b> & 证明\n\n女方\n- 护照\n\n预约编号 XY\n\n查看时填写',
    );
    const page = load(String(letter.html));
    const outline = page('h1, h2, h3, p, li').toArray();
    expect(outline.map((each) => `${each.tagName} ${page(each).text()}`)).to.deep.equal([
      'h1 预约提醒',
      'p 好日子快到了。',
      'h2 请携带',
      'p 请对照清单',
      'h3 男方',
      'li 居民身份证',
      'li <b>军人证件</b> & 证明',
      'h3 女方',
      'li 护照',
      'h2 预约编号 XY',
      'p 查看时填写',
    ]);
    expect(page('li b')).to.have.length(0);
  });

  it('links addresses of ours and no other, whatever a text holds', async () => {
    const { letter } = await received({
      text: `查看：${ORIGIN}/m/a-b_c-，或 ${ORIGIN}/m/x?y=1. 小心 https://evil.example/ ${ORIGIN}.evil.example/m ${ORIGIN}@evil.example <a href="https://evil.example">`,
    });
    const page = load(String(letter.html));
    expect(
      page('a')
        .toArray()
        .map((a) => page(a).attr('href')),
    ).to.deep.equal([`${ORIGIN}/m/a-b_c-`, `${ORIGIN}/m/x?y=1`]);
  });

  for (const method of ['REQUEST', 'CANCEL'] as const) {
    it(`brings a calendar entry as an invitation that programs act on, and as a file: ${method}`, async () => {
      const content = ICS.replace('REQUEST', method);
      const { letter, source } = await received({ mail: { subject: '预约', calendar: { method, content } } });
      expect(source).to.match(new RegExp(`Content-Type: text/calendar; charset=utf-8; method=${method}`));
      expect(letter.attachments.map((file) => [file.contentType, file.filename])).to.deep.include([
        'application/ics',
        'invite.ics',
      ]);
      for (const file of letter.attachments) expect(file.content.toString()).to.equal(content);
      expect(letter.attachments).to.have.length(2);
    });
  }

  it('never makes two recipients, or another header, of what an address or a subject holds', async () => {
    const { letter } = await received({ mail: { subject: 'a\r\nBcc: other@example.com' } });
    expect(letter.headers.has('bcc')).to.equal(false);
    await channel.send(letterTo({ id: 'm2', to: 'a@example.com, b@example.com' }), never).catch(() => undefined);
    const second = mail.taken.get('m2');
    expect(second ? addressesOf(second.letter).to : []).to.have.length.below(2);
  });

  it('keeps its connections for the next letters', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await channel.send(letterTo({ id }), never);
    expect(mail.taken.size).to.equal(4);
    expect(mail.connections).to.equal(1);
  });

  it('is refused for good by an unknown recipient, and for now by a full mailbox', async () => {
    mail.refusal = { step: 'recipient', status: 550 };
    expect(await failureOf()).to.include({ code: 'refused', isPermanent: true });
    mail.refusal = { step: 'recipient', status: 452 };
    expect(await failureOf()).to.include({ code: 'status-452', isPermanent: false });
  });

  it('holds letters back while the server refuses us, the sender', async () => {
    mail.refusal = { step: 'sender', status: 550 };
    expect(await failureOf()).to.include({ code: 'status-550', isPermanent: false });
    channel.close();
    channel = channelTo({ login: { ...login, password: 'wrong' } });
    const failure = await failureOf();
    expect(failure).to.include({ code: 'status-535', isPermanent: false });
    expect(failure.message).to.not.include('wrong');
  });

  it('writes nothing in the clear over a network', async () => {
    channel.close();
    // Reaches this machine, but is not one of its own names.
    channel = channelTo({ host: '0.0.0.0' });
    const failure = await failureOf();
    expect(failure).to.include({ isPermanent: false });
    expect(failure.message).to.include('STARTTLS');
    expect(mail.taken.size).to.equal(0);
  });

  it('hands no letter to a server that cannot prove its name', async () => {
    const stranger = await MailServer.start({ isTls: true });
    channel.close();
    channel = channelTo({ port: stranger.port, isTlsFromStart: true });
    const failure = await failureOf();
    await stranger.close();
    expect(failure).to.include({ code: 'unreachable', isPermanent: false });
    expect(stranger.taken.size).to.equal(0);
  });

  it('leaves it to its caller to try again', async () => {
    let calls = 0;
    const sleepy = createServer((socket) => {
      calls += 1;
      socket.end();
    }).listen(0, '127.0.0.1');
    await once(sleepy, 'listening');
    channel.close();
    channel = channelTo({ port: (sleepy.address() as AddressInfo).port });
    const failure = await failureOf();
    sleepy.close();
    expect(failure).to.include({ code: 'unreachable', isPermanent: false });
    expect(calls).to.equal(1);
  });

  it('refuses what has no subject', async () => {
    const { mail: _, ...wordsOnly } = letterTo({});
    expect(await failureOf(wordsOnly)).to.include({ code: 'letter-incomplete', isPermanent: true });
  });

  it('ends its connections when it is closed', async () => {
    await channel.send(letterTo({}), never);
    channel.close();
    expect(await failureOf()).to.include({ code: 'unreachable', isPermanent: false });
  });

  function channelTo(settings: Partial<MailSettings>): EmailChannel {
    return new EmailChannel({
      settings: {
        host: '127.0.0.1',
        port: mail.port,
        isTlsFromStart: false,
        login,
        from: '喜约 <noreply@xiyue.example.gov.cn>',
        ...settings,
      },
      render: renderLetters(),
      publicUrl: ORIGIN,
      clock: fixedClock(NOW),
      timeoutMs: 8000,
    });
  }

  async function received(change: Partial<OutgoingMessage>): Promise<ReceivedLetter> {
    await channel.send(letterTo(change), never);
    return mail.taken.get('m1') ?? missing();
  }

  async function failureOf(message = letterTo({})): Promise<ChannelFailure> {
    try {
      await channel.send(message, never);
    } catch (error) {
      if (error instanceof ChannelFailure) return error;
      throw error;
    }
    throw new Error('accepted');
  }
});

function letterTo(change: Partial<OutgoingMessage>): OutgoingMessage {
  return {
    id: 'm1',
    kind: 'appointment-confirmed',
    to: 'someone@example.com',
    language: 'zh-CN',
    text: '您的预约已确认。',
    mail: { subject: '预约已确认' },
    ...change,
  };
}

function addressesOf({ from, to }: ParsedMail): { from: string | undefined; to: (string | undefined)[] } {
  const recipients = [to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address));
  const [sender] = from?.value ?? [];
  return { from: sender && `${sender.name} <${sender.address ?? ''}>`, to: recipients };
}

function missing(): never {
  throw new Error('no letter arrived');
}
