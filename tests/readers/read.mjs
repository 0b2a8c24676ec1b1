// Prints the rows of Parquet files as JSON lines, read by a reader that is not ours.
//
//   node read.mjs duckdb|arrow|polars|hyparquet FILE...
//
// For each file: a line `# FILE`, then one object per row with every column, null where there is no value; or one line
// `! MESSAGE` if the reader refuses the file. Field order is the reader's. Cells:
//   integers as they are in all 64 bits, floats as the shortest text that gives the same bits (-0.0 keeps its sign),
//   decimals as numbers (exact, but for hyparquet, which reads them as floats), dates "2026-01-31",
//   times "2026-01-31T12:00:00.000000Z", bytes as Base64.
import { readFileSync } from 'node:fs'

const text = value => JSON.stringify(value)
const object = entries => `{${entries.map(([name, cell]) => `${text(name)}:${cell}`).join(',')}}`
const list = cells => `[${cells.join(',')}]`
const float = value => Object.is(value, -0) ? '-0.0' : Number.isFinite(value) ? String(value) : text(String(value))
const bytes = value => text(Buffer.from(value).toString('base64'))
const date = days => text(new Date(days * 86_400_000).toISOString().slice(0, 10))

function time(micros) {
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n
  const second = new Date(Number((micros - rest) / 1_000n)).toISOString()
  return text(second.replace(/\.\d+Z$/, `.${String(rest).padStart(6, '0')}Z`))
}

function decimal(unscaled, scale) {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  const point = digits.length - scale
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`
}

// rows of an Arrow IPC stream or file, by apache-arrow
async function arrowRows(ipc) {
  const { tableFromIPC, DataType, Int64, Vector } = await import('apache-arrow')
  const kinds = {
    list: [DataType.isList, DataType.isLargeList],
    text: [DataType.isUtf8, DataType.isLargeUtf8, DataType.isUtf8View],
    bytes: [DataType.isBinary, DataType.isLargeBinary, DataType.isFixedSizeBinary, DataType.isBinaryView],
  }
  const is = (kind, type) => kinds[kind].some(test => test(type))
  const cell = (vector, at) => {
    const type = vector.type
    if (DataType.isNull(type) || !vector.isValid(at)) return 'null'
    if (DataType.isStruct(type)) return object(type.children.map((field, child) => [field.name, cell(vector.getChildAt(child), at)]))
    // it hands out times as milliseconds in a float, which loses microseconds
    if (DataType.isTimestamp(type)) return time(new Vector(vector.data.map(data => data.clone(new Int64()))).get(at))
    const value = vector.get(at)
    if (is('list', type)) return list(Array.from({ length: value.length }, (_, element) => cell(value, element)))
    if (is('text', type)) return text(value)
    if (DataType.isInt(type) || DataType.isBool(type)) return String(value)
    if (DataType.isFloat(type)) return float(value)
    if (is('bytes', type)) return bytes(value)
    if (DataType.isDate(type)) return date(Number(value) / 86_400_000)
    if (DataType.isDecimal(type)) {
      const unscaled = value.reduceRight((sum, word) => sum << 32n | BigInt(word), 0n)
      return decimal(BigInt.asIntN(value.length * 32, unscaled), type.scale)
    }
    throw new Error(`a column of Arrow that this script does not know: ${type}`)
  }
  const table = tableFromIPC(ipc)
  const columns = table.schema.fields.map((field, at) => [field.name, table.getChildAt(at)])
  return Array.from({ length: table.numRows }, (_, row) => object(columns.map(([name, vector]) => [name, cell(vector, row)])))
}

const readers = {
  async duckdb() {
    const duckdb = await import('@duckdb/node-api')
    const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: '1' })
    const connection = await instance.connect()
    const cell = value => {
      if (value === null) return 'null'
      if (typeof value === 'string') return text(value)
      if (typeof value === 'number') return float(value)
      if (typeof value === 'bigint' || typeof value === 'boolean') return String(value)
      if (value instanceof duckdb.DuckDBListValue) return list(value.items.map(cell))
      if (value instanceof duckdb.DuckDBStructValue) return object(Object.entries(value.entries).map(([name, part]) => [name, cell(part)]))
      if (value instanceof duckdb.DuckDBMapValue) return list(value.entries.map(({ key, value }) => object([['key', cell(key)], ['value', cell(value)]])))
      if (value instanceof duckdb.DuckDBBlobValue) return bytes(value.bytes)
      if (value instanceof duckdb.DuckDBDateValue) return date(value.days)
      if (value instanceof duckdb.DuckDBDecimalValue) return decimal(value.value, value.scale)
      if ('micros' in value) return time(value.micros)
      throw new Error(`a cell of DuckDB that this script does not know: ${value.constructor.name}`)
    }
    return async file => {
      const result = await connection.runAndReadAll(`SELECT * FROM read_parquet('${file.replaceAll("'", "''")}')`)
      const names = result.columnNames()
      return result.getRows().map(row => object(row.map((value, at) => [names[at], cell(value)])))
    }
  },

  async arrow() {
    const { readParquet } = await import('parquet-wasm/node')
    return file => arrowRows(readParquet(readFileSync(file)).intoIPCStream())
  },

  // its binding for node has no values for decimals and bytes, so rows leave it as Arrow
  async polars() {
    const { default: polars } = await import('nodejs-polars')
    return file => arrowRows(polars.readParquet(file).writeIPC())
  },

  async hyparquet() {
    const { parquetReadObjects } = await import('hyparquet')
    const { compressors } = await import('hyparquet-compressors')
    const parsers = {
      dateFromDays: days => ({ shown: date(days) }),
      timestampFromMicroseconds: micros => ({ shown: time(micros) }),
    }
    const cell = value => {
      if (value === null || value === undefined) return 'null'
      if (typeof value === 'string') return text(value)
      if (typeof value === 'number') return float(value)
      if (typeof value === 'bigint' || typeof value === 'boolean') return String(value)
      if (value instanceof Uint8Array) return bytes(value)
      if (value.shown) return value.shown
      // lists of numbers may come as typed arrays
      if (Array.isArray(value) || ArrayBuffer.isView(value)) return list(Array.from(value, cell))
      return object(Object.entries(value).map(([name, part]) => [name, cell(part)]))
    }
    return async file => {
      const whole = readFileSync(file)
      const buffer = whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.byteLength)
      return (await parquetReadObjects({ file: buffer, compressors, parsers, utf8: false })).map(cell)
    }
  },
}

const [reader, ...files] = process.argv.slice(2)
if (!(reader in readers)) {
  console.error(`usage: node read.mjs ${Object.keys(readers).join('|')} FILE...`)
  process.exit(2)
}
const read = await readers[reader]()
const lines = []
for (const file of files) {
  lines.push(`# ${file}`)
  try {
    for (const line of await read(file)) lines.push(line)
  } catch (error) {
    lines.push(`! ${String(error?.message ?? error).replaceAll('\n', ' ')}`)
  }
}
process.stdout.write(lines.map(line => line + '\n').join(''))
