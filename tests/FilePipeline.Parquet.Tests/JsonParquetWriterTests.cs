using System.Security.Cryptography;
using System.Text;

namespace FilePipeline.Parquet.Tests;

public class JsonParquetWriterTests
{
    [Theory]
    [InlineData("int64", "9223372036854775808", "`c` is int64 and takes an integer from -9223372036854775808 to 9223372036854775807, and the row has the number 9223372036854775808")]
    [InlineData("int64", "1.0", "`c` is int64, and the row has the number 1.0")]
    [InlineData("int64", "\"x\"", "`c` is int64, and the row has the text \"x\"")]
    [InlineData("int32", "2147483648", "`c` is int32 and takes an integer from -2147483648 to 2147483647, and the row has the number 2147483648")]
    [InlineData("double", "1e999", "`c` is double and takes a number that 64 bits of floating point can hold, and the row has the number 1e999")]
    [InlineData("double", "-1e999", "`c` is double and takes a number that 64 bits of floating point can hold, and the row has the number -1e999")]
    [InlineData("float32", "1e39", "`c` is float32 and takes a number that 32 bits of floating point can hold, and the row has the number 1e39")]
    [InlineData("double", "true", "`c` is double, and the row has true")]
    [InlineData("boolean", "0", "`c` is boolean, and the row has the number 0")]
    [InlineData("text", "1", "`c` is text, and the row has the number 1")]
    [InlineData("text", "\"\\ud800\"", "`c` holds half a surrogate pair, which no UTF-8 text can: the text \"\\ud800\"")]
    [InlineData("list<int64>", "{}", "`c` is a list, and the row has an object")]
    [InlineData("list<int64>", "[[]]", "`c[]` is int64, and the row has an array")]
    [InlineData("struct<a: int64>", "[]", "`c` is an object, and the row has an array")]
    [InlineData("list<struct<a: int64>>", "[{\"b\":1}]", "the schema has no `c[].b`")]
    [InlineData("struct<a: int64>", "{\"a\":1,\"a\":2}", "`c.a` stands twice in one object")]
    [InlineData("struct<a: int64 not null>", "{}", "`c.a` is null or missing, and the schema does not allow that")]
    [InlineData("struct<a: int64 not null>", "{\"a\":null}", "`c.a` is null or missing, and the schema does not allow that")]
    [InlineData("date", "\"2026-02-30\"", "`c` is date and takes a date like 2026-01-31, and the row has the text \"2026-02-30\"")]
    [InlineData("timestamp", "\"noon\"", "`c` is timestamp and takes a time like 2026-01-31T12:00:00Z, and the row has the text \"noon\"")]
    [InlineData("binary", "\"a\"", "`c` is binary and takes Base64, and the row has the text \"a\"")]
    [InlineData("decimal(4,2)", "1.234", "`c` is decimal(4,2) and takes a number that decimal(4,2) holds exactly, and the row has the number 1.234")]
    public void A_value_that_does_not_fit_is_refused_by_name(string type, string value, string message)
    {
        var refusal = Assert.Throws<JsonRowException>(() => Write($"struct<c: {type}>", new(), $"{{\"c\":{value}}}"));
        Assert.Equal(message, refusal.Message);
    }

    [Theory]
    [InlineData("{\"d\":1}", "the schema has no `d`")]
    [InlineData("{\"c\":1,\"c\":1}", "`c` stands twice in one object")]
    [InlineData("[1]", "a row is a JSON object, and this is an array")]
    [InlineData("{\"c\":1}{}", "the row is not JSON")]
    [InlineData("{\"c\":1", "the row is not JSON")]
    [InlineData("", "the row is not JSON")]
    [InlineData("{\"\\ud800\":1}", "the row has half a surrogate pair in a field name")]
    public void A_row_that_does_not_fit_is_refused(string row, string message)
    {
        var refusal = Assert.Throws<JsonRowException>(() => Write("struct<c: int64>", new(), row));
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_must_be_there_may_miss_where_its_whole_object_is_null()
    {
        Assert.Equal(["{\"c\":null}", "{\"c\":{\"a\":1}}", "{\"c\":null}"],
            Rows(Write("struct<c: struct<a: int64 not null>>", new(), "{}", "{\"c\":{\"a\":1}}", "{\"c\":null}")));
    }

    [Fact]
    public void A_writer_that_refused_a_row_takes_no_more()
    {
        using var writer = new JsonParquetWriter(Stream.Null, Schema("struct<c: int64>"), new());
        Assert.Throws<JsonRowException>(() => writer.Add("{\"c\":true}"u8));
        Assert.Throws<InvalidOperationException>(() => writer.Add("{\"c\":1}"u8));
        Assert.Throws<InvalidOperationException>(writer.Finish);
    }

    [Theory]
    [InlineData("struct<a: struct<c: decimal(39,0)>>", "`a.c`: decimal(39,0) must have")]
    [InlineData("struct<a: decimal(3,4)>", "`a`: decimal(3,4) must have")]
    [InlineData("struct<a: int64, a: text>", "the schema has `a` twice")]
    public void A_schema_that_cannot_be_is_refused(string schema, string message)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Write(schema, new()));
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_without_columns_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new JsonParquetWriter(Stream.Null, new([]), new()));
        Assert.Throws<ArgumentException>(() => new JsonParquetWriter(Stream.Null, new([new("a", new ParquetType.Struct([]))]), new()));
    }

    [Theory]
    [InlineData(Compression.None)]
    [InlineData(Compression.Snappy)]
    [InlineData(Compression.Gzip)]
    [InlineData(Compression.Brotli)]
    public void The_same_rows_give_the_same_bytes(Compression codec)
    {
        var rows = LongColumns.Rows(3_000);
        var options = new ParquetWriterOptions { Codec = codec, RowGroupRows = 1_000, Metadata = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } };
        var other = options with { Metadata = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };
        Assert.Equal(
            SHA256.HashData(new GeneratedFile(LongColumns.Schema, rows, options).Write()),
            SHA256.HashData(new GeneratedFile(LongColumns.Schema, rows, other).Write()));
    }

    [Fact]
    public void Fields_may_come_in_any_order()
    {
        Assert.Equal(
            Write("struct<a: int64, b: int64>", new(), "{\"a\":1,\"b\":2}", "{\"a\":3}"),
            Write("struct<a: int64, b: int64>", new(), "{\"b\":2,\"a\":1}", "{\"b\":null,\"a\":3}"));
    }

    [Fact]
    public void A_row_group_ends_at_its_rows_or_at_its_bytes()
    {
        string[] rows = [.. Enumerable.Range(0, 10).Select(row => $"{{\"c\":\"{new string('x', 96)}\"}}")];
        Assert.Equal(4, Facts(Write("struct<c: text>", new() { RowGroupRows = 3 }, rows)).RowGroups);
        Assert.Equal(5, Facts(Write("struct<c: text>", new() { RowGroupBytes = 200 }, rows)).RowGroups);
    }

    [Fact]
    public void Row_groups_go_to_the_output_as_they_fill()
    {
        using var output = new ForwardOnly();
        using var writer = new JsonParquetWriter(output, Schema("struct<c: int64>"), new() { RowGroupRows = 2 });
        writer.Add("{\"c\":1}"u8);
        Assert.Equal(4, writer.BytesWritten);
        writer.Add("{\"c\":2}"u8);
        var first = writer.BytesWritten;
        Assert.True(first > 4);
        Assert.Equal(first, output.Bytes);
        writer.Finish();
        Assert.Equal(writer.BytesWritten, output.Bytes);
        Assert.Equal(2, writer.Rows);
    }

    [Fact]
    public void Metadata_stands_in_the_footer()
    {
        var facts = Facts(Write("struct<c: int64>", new() { Metadata = new Dictionary<string, string> { ["schema"] = "größe" } }, "{\"c\":1}"));
        Assert.Equal("größe", facts.Metadata["schema"]);
    }

    [Fact]
    public void A_long_column_is_cut_into_pages()
    {
        using var file = new MemoryStream(new GeneratedFile(LongColumns.Schema, LongColumns.Rows(45_000), new()).Write());
        var facts = ParquetFile.Verify(file);
        Assert.Equal((45_000, 9, 1), (facts.Rows, facts.Columns, facts.RowGroups));
        Assert.InRange(facts.Pages, 9 * 3, 9 * 12);
    }

    [Fact]
    public void Few_different_values_take_few_bytes()
    {
        string[] rows = [.. Enumerable.Range(0, 10_000).Select(row => $"{{\"c\":\"a rather long value with number {row % 4}\"}}")];
        Assert.InRange(Write("struct<c: text>", new() { Codec = Compression.None }, rows).Length, 2_500, 3_500);
    }

    [Theory]
    [InlineData("\"2026-01-31T12:00:00Z\"", "2026-01-31T12:00:00.000000Z")]
    [InlineData("\"2026-01-31T12:00:00\"", "2026-01-31T12:00:00.000000Z")]
    [InlineData("\"2026-01-31T12:00:00.5+02:00\"", "2026-01-31T10:00:00.500000Z")]
    [InlineData("\"1969-12-31T23:59:59.123456789Z\"", "1969-12-31T23:59:59.123456Z")]
    public void Times_are_kept_in_UTC_to_the_microsecond(string written, string read)
    {
        Assert.Equal($"{{\"c\":\"{read}\"}}", Assert.Single(Rows(Write("struct<c: timestamp>", new(), $"{{\"c\":{written}}}"))));
    }

    [Theory]
    [InlineData("decimal(4,2)", "12.5", "12.50")]
    [InlineData("decimal(4,2)", "\"-0.25\"", "-0.25")]
    [InlineData("decimal(4,2)", "1250e-2", "12.50")]
    [InlineData("decimal(4,2)", "1.500", "1.50")]
    [InlineData("decimal(18,0)", "-999999999999999999", "-999999999999999999")]
    [InlineData("decimal(38,0)", "99999999999999999999999999999999999999", "99999999999999999999999999999999999999")]
    [InlineData("decimal(38,38)", "1e-38", "0.00000000000000000000000000000000000001")]
    public void Decimals_are_kept_exactly(string type, string written, string read)
    {
        Assert.Equal($"{{\"c\":{read}}}", Assert.Single(Rows(Write($"struct<c: {type}>", new(), $"{{\"c\":{written}}}"))));
    }

    [Fact]
    public void Json_loses_its_blanks_but_not_those_in_strings()
    {
        Assert.Equal("{\"c\":\"{\\\"a\\\":[1,\\\" x \\\\\\\" \\\"]}\"}", Assert.Single(Rows(Write("struct<c: json>", new(), "{\"c\" : { \"a\" :\n[1, \" x \\\" \" ] } }"))));
    }

    [Fact]
    public void Rows_may_be_nested_as_deep_as_JSON_is_read()
    {
        const int Deep = 63;
        var (open, close) = (new string('[', Deep), new string(']', Deep));
        string[] rows = [$"{{\"c\":{open}1,null,2{close}}}", $"{{\"c\":{open}{close}}}", "{\"c\":null}"];
        var type = string.Concat(Enumerable.Repeat("list<", Deep - 1)) + "list<int64>" + new string('>', Deep - 1);
        Assert.Equal(rows, Rows(Write($"struct<c: {type}>", new(), rows)));
    }

    private static ParquetSchema Schema(string type) => new(((ParquetType.Struct)ParquetType.Parse(type)).Fields);

    private static byte[] Write(string schema, ParquetWriterOptions options, params string[] rows) => new GeneratedFile(Schema(schema), rows, options).Write();

    private static ParquetFileFacts Facts(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return ParquetFile.Verify(file);
    }

    private static IReadOnlyList<string> Rows(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return [.. ParquetFile.ReadRows(file).Select(row => Encoding.UTF8.GetString(row))];
    }

    private sealed class ForwardOnly : Stream
    {
        public long Bytes { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Bytes += count;
    }
}
