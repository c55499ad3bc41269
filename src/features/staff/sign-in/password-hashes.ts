import { hash, verify } from '@node-rs/argon2';

interface HashCost {
  memoryKib: number;
  passes: number;
}

/** Argon2id hashes of passwords. The same letters typed on another keyboard are the same password. */
export class PasswordHashes {
  private readonly nobodys: Promise<string>;

  constructor(private readonly cost: HashCost) {
    this.nobodys = this.make('a password that nobody has');
    // Whoever asks for it hears why it failed.
    this.nobodys.catch(() => undefined);
  }

  make(password: string): Promise<string> {
    const { memoryKib, passes } = this.cost;
    return hash(plain(password), { memoryCost: memoryKib, timeCost: passes, parallelism: 1 });
  }

  /** Takes as long for an account that does not exist as for one that does. */
  async matches(password: string, hashed: string | undefined): Promise<boolean> {
    const isRight = await verify(hashed ?? (await this.nobodys), plain(password));
    return isRight && hashed !== undefined;
  }
}

function plain(password: string): string {
  return password.normalize('NFKC');
}
