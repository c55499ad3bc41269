import type { FieldCipher } from '../../../infrastructure/field-cipher.js';
import { newId } from '../../../infrastructure/ids.js';
import { unseal } from '../../../infrastructure/sealed-field.js';
import { KEPT_FIELDS, type KeptFields, type KeptFormModel } from './kept-form.model.js';

const KEPT_MS = 30 * 60_000;
const SECRET = /pass|secret|credential|repeated|^current$|^_/i;
/** Forms that carry secrets, or that have lost their meaning when the session is over. */
const NEVER_KEPT = /^\/staff\/(?:sign-(?:in|out)|account|working-hall|kept-form)/;

/** Forms that were sent after their session had ended: kept sealed for half an hour, for the person who typed them. */
export class KeptForms {
  constructor(
    private readonly forms: KeptFormModel,
    private readonly cipher: FieldCipher,
  ) {}

  /** Undefined when there is nothing that may be kept. */
  async keep({ account, path, body, now }: LateForm): Promise<string | undefined> {
    const fields = fieldsOf(body);
    if (NEVER_KEPT.test(path) || fields.length === 0) return undefined;
    const id = newId();
    await this.forms.create({
      _id: id,
      account,
      path,
      fields: this.cipher.seal(fields, KEPT_FIELDS),
      expiresAt: new Date(now.getTime() + KEPT_MS),
    });
    return id;
  }

  async find({ id, account, now }: { id: string; account: string; now: Date }) {
    const form = await this.forms.findOne({ _id: id, account, expiresAt: { $gt: now } }).lean();
    if (!form) return undefined;
    return { path: form.path, fields: unseal<KeptFields>(this.cipher, KEPT_FIELDS, form.fields) };
  }

  async discard({ id, account }: { id: string; account: string }): Promise<void> {
    await this.forms.deleteOne({ _id: id, account });
  }

  async purge(now: Date): Promise<void> {
    await this.forms.deleteMany({ expiresAt: { $lte: now } });
  }
}

interface LateForm {
  account: string;
  path: string;
  body: unknown;
  now: Date;
}

function fieldsOf(body: unknown): KeptFields {
  return Object.entries((body ?? {}) as Record<string, unknown>)
    .filter(([name]) => !SECRET.test(name))
    .flatMap(([name, value]) =>
      [value].flat().flatMap((each): KeptFields => (typeof each === 'string' ? [[name, each]] : [])),
    );
}
