using System.Text;
using System.Text.Json;
using FilePipeline.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Parquet.Tests;

public class JsonSchemaBuilderTests
{
    [Theory]
    [InlineData("int64", "1", "-9223372036854775808", "9223372036854775807", "-0")]
    [InlineData("double", "1.0")]
    [InlineData("double", "1e3", "2")]
    [InlineData("double", "3", "4.5", "null")]
    [InlineData("boolean", "true", "null", "false")]
    [InlineData("text", "\"\"")]
    [InlineData("list<int64>", "[]", "[1]", "[null]", "null")]
    [InlineData("list<list<double>>", "[[1]]", "[[],[2.5]]", "[null]")]
    [InlineData("list<struct<a: int64, b: text>>", "[{\"b\":\"x\"}]", "[{\"a\":1},null]")]
    [InlineData("struct<a: struct<b: boolean>>", "{\"a\":{\"b\":true}}", "{}", "{\"a\":null}")]
    public void The_type_fits_all_values(string type, params string[] values)
    {
        var found = Build([.. values.Select(value => $"{{\"c\":{value}}}")]);
        Assert.Equal($"c: {type}", found.Schema.ToString());
        Assert.Empty(found.Problems);
        Assert.Empty(found.Warnings);
        Assert.Equal(values.Length, found.Rows);
    }

    [Theory]
    [InlineData("c: text", "`c` never has a value; it becomes text", "null")]
    [InlineData("c: list<text>", "`c[]` never has a value; it becomes text", "[]", "[null]", "null")]
    [InlineData("c: json", "`c` is always an object without fields; it becomes json", "{}", "null")]
    [InlineData("c: list<json>", "`c[]` is always an object without fields; it becomes json", "[{}]")]
    [InlineData("c: struct<a: text>", "`c.a` never has a value; it becomes text", "{\"a\":null}")]
    public void A_guess_is_a_warning(string schema, string warning, params string[] values)
    {
        var found = Build([.. values.Select(value => $"{{\"c\":{value}}}")]);
        Assert.Equal(schema, found.Schema.ToString());
        Assert.Equal(warning, Assert.Single(found.Warnings).Message);
        Assert.Empty(found.Problems);
    }

    [Fact]
    public void Fields_are_in_ordinal_order_and_their_union()
    {
        var found = Build("{\"b\":1}", "{\"é\":1,\"a\":true}", "{\"B\":\"x\",\"b\":2}");
        Assert.Equal("B: text, a: boolean, b: int64, é: int64", found.Schema.ToString());
    }

    [Fact]
    public void A_name_that_some_readers_change_is_a_warning()
    {
        var found = Build("{\"s\":{\"K\":1,\"k\":2,\"\":3}}");
        Assert.Equal("s: struct<\"\": int64, K: int64, k: int64>", found.Schema.ToString());
        Assert.Equal(["`s.\"\"` has no name; DuckDB and others give it one", "`s.K` and `s.k` differ only in case; DuckDB and others rename one of them"],
            found.Warnings.Select(warning => warning.Message));
    }

    [Fact]
    public void A_clash_names_the_column_both_types_and_the_first_three_rows_of_each()
    {
        var builder = new JsonSchemaBuilder();
        for (var row = 1; row <= 5; row++)
            builder.Add(Encoding.UTF8.GetBytes("{\"a\":{\"b\":[{\"c\":1},{\"c\":2}]}}"), $"in/{row}.json");
        builder.Add("{\"a\":{\"b\":[{\"c\":\"x\"}]}}"u8, "in/odd.json");
        var found = builder.Build();
        var problem = Assert.Single(found.Problems);
        Assert.Equal("a.b[].c", problem.Path);
        Assert.Equal("`a.b[].c` has values of different types: int64 in in/1.json, in/2.json, in/3.json … (10 values); text in in/odd.json", problem.Message);
        Assert.Equal("a: struct<b: list<struct<c: json>>>", found.Schema.ToString());
    }

    [Theory]
    [InlineData("[1]", "{\"a\":1}", "list in row 1; struct in row 2")]
    [InlineData("true", "1.5", "boolean in row 1; double in row 2")]
    [InlineData("\"1\"", "[]", "text in row 1; list in row 2")]
    public void Types_that_do_not_go_together_are_a_problem(string one, string other, string sides)
    {
        var problem = Assert.Single(Build($"{{\"c\":{one}}}", $"{{\"c\":{other}}}").Problems);
        Assert.Equal($"`c` has values of different types: {sides}", problem.Message);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("123456789012345678901234567890")]
    public void An_integer_wider_than_64_bits_is_a_problem(string number)
    {
        var problem = Assert.Single(Build("{\"c\":1}", $"{{\"c\":{number}}}").Problems);
        Assert.Equal("`c` has integers wider than 64 bits: int64 in row 1; an integer wider than 64 bits in row 2", problem.Message);
    }

    [Theory]
    [InlineData("there is no row, so there are no columns")]
    [InlineData("no row has a field, so there are no columns", "{}")]
    public void Without_any_column_there_is_a_problem(string message, params string[] rows)
    {
        Assert.Equal(message, Assert.Single(Build(rows).Problems).Message);
    }

    [Theory]
    [InlineData("[1]", "a row is a JSON object, and r.json is none")]
    [InlineData("{\"a\":1", "r.json is not JSON")]
    [InlineData("", "r.json is not JSON")]
    [InlineData("{\"a\":1}{}", "r.json is not JSON")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "r.json has the field `a` twice in one object")]
    [InlineData("{\"\\ud800\":1}", "r.json has half a surrogate pair in a field name")]
    public void A_row_that_cannot_be_one_is_refused(string row, string message)
    {
        var refusal = Assert.Throws<JsonRowException>(() => new JsonSchemaBuilder().Add(Encoding.UTF8.GetBytes(row), "r.json"));
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        byte[] row = [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Equal("row 1 is not UTF-8", Assert.Throws<JsonRowException>(() => new JsonSchemaBuilder().Add(row)).Message);
    }

    [Fact]
    public void An_object_used_as_a_map_is_refused_before_it_fills_the_memory()
    {
        var builder = new JsonSchemaBuilder();
        var refusal = Assert.Throws<JsonRowException>(() =>
        {
            for (var row = 0; row <= JsonSchemaBuilder.MaxPlaces; row++)
                builder.Add(Encoding.UTF8.GetBytes($"{{\"key {row}\":1}}"));
        });
        Assert.Contains("best kept as json", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declared_place_is_taken_as_declared_whatever_the_rows_hold()
    {
        var builder = new JsonSchemaBuilder(new Dictionary<string, ParquetType>
        {
            ["a.day"] = new ParquetType.Date(),
            ["l[].any"] = new ParquetType.Json(),
            ["\"x.y\""] = new ParquetType.Decimal(30, 2),
            ["never.there"] = new ParquetType.Int32(),
        });
        builder.Add("{\"a\":{\"day\":\"2026-01-31\"},\"l\":[{\"any\":1},{\"any\":[true]}],\"x.y\":123456789012345678901234567890}"u8);
        var found = builder.Build();
        Assert.Empty(found.Problems);
        Assert.Empty(found.Warnings);
        Assert.Equal("a: struct<day: date>, l: list<struct<any: json>>, never: struct<there: int32>, \"x.y\": decimal(30,2)", found.Schema.ToString());
    }

    [Fact]
    public void A_row_with_something_else_above_a_declared_place_clashes_with_the_declaration()
    {
        var builder = new JsonSchemaBuilder(new Dictionary<string, ParquetType> { ["a.day"] = new ParquetType.Date() });
        builder.Add("{\"a\":1}"u8);
        Assert.Equal("`a` has values of different types: int64 in row 1; struct in the declaration of a.day", Assert.Single(builder.Build().Problems).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData("a[")]
    [InlineData("a[]b")]
    [InlineData("\"a")]
    public void A_path_that_is_none_is_refused(string path)
    {
        Assert.Throws<FormatException>(() => new JsonSchemaBuilder(new Dictionary<string, ParquetType> { [path] = new ParquetType.Json() }));
    }

    [Fact]
    public void Whatever_rows_the_schema_was_found_for_it_takes()
    {
        Prop.ForAll(Generators.AnyFile, file =>
        {
            var found = Build([.. file.Rows]);
            if (found.Schema.Fields.Count == 0)
                return;
            var again = new GeneratedFile(found.Schema, file.Rows, file.Options);
            using var written = new MemoryStream(again.Write());
            Assert.Equal(file.Rows.Count, ParquetFile.Verify(written).Rows);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Real_records_are_understood()
    {
        if (SharedData.Find("records/movies.json") is not { } path)
        {
            Assert.Skip("records/movies.json is not beside this checkout");
            return;
        }
        using var movies = JsonDocument.Parse(File.ReadAllBytes(path));
        var found = Build([.. movies.RootElement.EnumerateArray().Select(movie => movie.GetRawText())]);
        // titles like 300 stand there as numbers
        Assert.Equal("Title", Assert.Single(found.Problems).Path);
        Assert.Equal(3201, found.Rows);
    }

    private static JsonSchemaResult Build(params string[] rows)
    {
        var builder = new JsonSchemaBuilder();
        foreach (var row in rows)
            builder.Add(Encoding.UTF8.GetBytes(row));
        return builder.Build();
    }
}
