import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { BSON, type Document } from 'bson';
import { expect } from 'chai';
import { Long, MongoServerError } from 'mongodb';
import { onlyEmbedded, useStore } from './support.js';

const opQuery = 2004;
const opMsg = 2013;

onlyEmbedded('the wire protocol', () => {
  const store = useStore();

  const open = async (): Promise<Socket> => {
    const socket = connect(Number(/:(\d+)/.exec(store.uri)?.[1]), '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };

  it('answers pipelined requests in their order', async () => {
    const socket = await open();
    const requests = [1, 2, 3, 4, 5].map((n) => msg(n, { insert: 'piped', documents: [{ _id: n }], $db: 'test' }));
    const ping = msg(6, { ping: 1, $db: 'admin' });
    const replies = read(socket, 6);
    socket.write(Buffer.concat([...requests, ping]));
    expect((await replies).map(({ responseTo }) => responseTo)).to.deep.equal([1, 2, 3, 4, 5, 6]);
    socket.destroy();
  });

  it('takes documents as a sequence, in any slices of the stream', async () => {
    const socket = await open();
    const documents = [{ _id: 1 }, { _id: 2, a: 'ü' }];
    const request = msg(9, { insert: 'sequence', $db: 'test' }, { documents });
    const replies = read(socket, 1);
    for (const byte of request) socket.write(Buffer.of(byte));
    expect((await replies)[0]?.body).to.deep.equal({ n: 2, ok: 1 });
    expect(await store.client.db('test').collection('sequence').countDocuments()).to.equal(2);
    socket.destroy();
  });

  it('answers the legacy handshake', async () => {
    const socket = await open();
    const query = BSON.serialize({ ismaster: 1, helloOk: true });
    const body = Buffer.concat([Buffer.alloc(4), Buffer.from('admin.$cmd\0'), Buffer.alloc(4), int(1), query]);
    const replies = read(socket, 1);
    socket.write(message(4, opQuery, body));
    expect((await replies)[0]?.body).to.include({ ismaster: true, helloOk: true, maxWireVersion: 25 });
    socket.destroy();
  });

  for (const [what, bytes] of Object.entries({
    'a length below the header': Buffer.concat([int(3), Buffer.alloc(20)]),
    'a length above 48 MB': Buffer.concat([int(0x7fffffff), Buffer.alloc(20)]),
    'an unknown operation': message(1, 77, Buffer.alloc(10)),
    'a section that runs past the end': message(1, opMsg, Buffer.concat([int(0), Buffer.of(0), int(500)])),
    'a body that is not BSON': message(1, opMsg, Buffer.concat([int(0), Buffer.of(0), int(9), Buffer.alloc(5, 0x77)])),
    'text of another protocol': Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  })) {
    it(`closes the one connection that sends ${what}`, async () => {
      const [bad, good] = [await open(), await open()];
      bad.write(bytes);
      await once(bad, 'close');
      const replies = read(good, 1);
      good.write(msg(1, { ping: 1, $db: 'admin' }));
      expect((await replies)[0]?.body).to.deep.equal({ ok: 1 });
      good.destroy();
    });
  }

  it('refuses what it does not do with the codes of MongoDB', async () => {
    const codeOf = async (command: Document, name = 'test') => {
      const error: unknown = await store.client
        .db(name)
        .command(command)
        .catch((reason: unknown) => reason);
      return error instanceof MongoServerError ? error.code : undefined;
    };
    expect(await codeOf({ noSuchThing: 1 })).to.equal(59);
    expect(await codeOf({ aggregate: 'c', pipeline: [{ $changeStream: {} }], cursor: {} })).to.equal(40573);
    expect(await codeOf({ aggregate: 'c', pipeline: [{ $nonsense: {} }], cursor: {} })).to.equal(40324);
    expect(await codeOf({ find: 'c', filter: { $nonsense: 1 } })).to.equal(2);
    expect(await codeOf({ listIndexes: 'nowhere' })).to.equal(26);
    expect(await codeOf({ listDatabases: 1 })).to.equal(13);
    const unknown = { getMore: Long.fromNumber(12345), collection: 'c' };
    expect(await codeOf(unknown)).to.equal(43);
    const transaction = { startTransaction: true, autocommit: false, txnNumber: Long.fromNumber(1) };
    expect(await codeOf({ insert: 'c', documents: [{}], ...transaction })).to.equal(20);
  });

  it('applies a retried write once', async () => {
    const lsid = { id: new BSON.Binary(Buffer.alloc(16, 7), 4) };
    const command = { update: 'retried', updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }] };
    const socket = await open();
    const replies = read(socket, 3);
    for (const [id, txnNumber] of [1, 1, 2].entries()) {
      socket.write(msg(id, { ...command, lsid, txnNumber: Long.fromNumber(txnNumber), $db: 'test' }));
    }
    const [first, again] = await replies;
    expect(again?.body).to.deep.equal(first?.body);
    expect(await store.client.db('test').collection<{ _id: number }>('retried').findOne({ _id: 1 })).to.have.property(
      'n',
      2,
    );
    socket.destroy();
  });
});

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function message(id: number, opCode: number, body: Buffer): Buffer {
  return Buffer.concat([int(16 + body.length), int(id), int(0), int(opCode), body]);
}

function msg(id: number, command: Document, sequences: Record<string, Document[]> = {}): Buffer {
  const sections = Object.entries(sequences).map(([name, documents]) => {
    const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((one) => BSON.serialize(one))]);
    return Buffer.concat([Buffer.of(1), int(content.length + 4), content]);
  });
  return message(id, opMsg, Buffer.concat([int(0), Buffer.of(0), BSON.serialize(command), ...sections]));
}

interface Reply {
  responseTo: number;
  body: Document;
}

function read(socket: Socket, count: number): Promise<Reply[]> {
  return new Promise((resolve, reject) => {
    const replies: Reply[] = [];
    let bytes = Buffer.alloc(0);
    socket.once('close', () => reject(new Error('closed')));
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      while (bytes.length >= 4 && bytes.length >= bytes.readInt32LE(0)) {
        const size = bytes.readInt32LE(0);
        const start = bytes.readInt32LE(12) === opMsg ? 21 : 36;
        replies.push({ responseTo: bytes.readInt32LE(8), body: BSON.deserialize(bytes.subarray(start, size)) });
        bytes = bytes.subarray(size);
      }
      if (replies.length >= count) resolve(replies);
    });
  });
}
