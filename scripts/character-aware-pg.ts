import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type pg from "pg";

/** Postgres' type "char" (one byte, not CHARACTER), which its catalogues are full of. */
const charOid = 18;
const textOid = 25;

/**
 * Prisma's Postgres adapter, able to read "char" columns. It throws at them, and its schema engine cannot describe a
 * database without; told that they are text, the engine panics on Postgres 18.
 */
export class CharacterAwarePg extends PrismaPg {
  readonly #charColumns: WeakMap<object, ReadonlySet<number>>;

  constructor(pool: pg.Pool) {
    const charColumns = new WeakMap<object, ReadonlySet<number>>();
    super(poolThatHidesChars(pool, charColumns));
    this.#charColumns = charColumns;
  }

  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const chars = this.#charColumns.get(result.rows);
      const columnTypes = result.columnTypes.map((type, column) =>
        chars?.has(column) ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    };
    return adapter;
  }
}

/** Calls "char" columns text in what the pool's queries return, and remembers which they were by the result's rows. */
function poolThatHidesChars(pool: pg.Pool, charColumns: WeakMap<object, ReadonlySet<number>>): pg.Pool {
  const query = async (config: pg.QueryArrayConfig) => {
    const result = await pool.query(config);
    const chars = result.fields.filter((field) => field.dataTypeID === charOid);
    charColumns.set(result.rows, new Set(chars.map((field) => result.fields.indexOf(field))));
    for (const field of chars) field.dataTypeID = textOid;
    return result;
  };
  return new Proxy(pool, { get: (target, key) => (key === "query" ? query : Reflect.get(target, key)) });
}
