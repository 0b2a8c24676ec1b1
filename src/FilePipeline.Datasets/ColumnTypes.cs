using System.Text.Json;
using FilePipeline.Definition;
using FilePipeline.Parquet;

namespace FilePipeline.Datasets;

/// <summary>The types of a dataset's columns: what all rows and the lock of earlier exports have in common.</summary>
internal sealed class ColumnTypes
{
    private readonly ExportDefinition _export;
    private readonly IReadOnlyList<(string Name, JsonElement Type)> _locked;
    private readonly JsonSchemaBuilder _builder;

    /// <param name="lockFile">The content of <see cref="DatasetNames.Lock"/>; <c>null</c>: there is none yet.</param>
    /// <exception cref="DatasetException">The lock cannot be read.</exception>
    public ColumnTypes(ExportDefinition export, byte[]? lockFile)
    {
        _export = export;
        var globs = export.From.Select(input => new ColumnGlobs(input)).ToList();
        try
        {
            var declared = export.Columns.Where(column => column.Type is not null)
                .ToDictionary(column => ColumnPath.Field("", column.Name), column => ParquetType.Parse(column.Type!.Replace(" ", "", StringComparison.Ordinal)));
            // columns that are not chosen any more are forgotten, and those whose type the export says
            _locked =
            [
                .. SchemaLock.Read(lockFile).Where(column => column.Name != "key" && column.Name != RowExplosion.Index
                    && !declared.ContainsKey(ColumnPath.Field("", column.Name)) && globs.Any(glob => glob.Matches(column.Name))),
            ];
            var row = SchemaLock.ToRow(_locked, declared);
            _builder = new JsonSchemaBuilder(declared);
            _builder.Add(row, DatasetNames.Lock);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            throw new DatasetException(export.Name, [$"{DatasetNames.Lock} cannot be read: {problem.Message}. Restore it, or delete it to have the types found anew."]);
        }
    }

    /// <exception cref="DatasetException">The row cannot be a row of any schema.</exception>
    public void Add(ReadOnlySpan<byte> row, string key)
    {
        try
        {
            _builder.Add(row, key);
        }
        catch (JsonRowException problem)
        {
            throw new DatasetException(_export.Name, [$"{problem.Message}. Mend the item `{key}`, or leave the column out by naming the others in `from`."]);
        }
    }

    /// <summary>The schema, <c>key</c> first, the other columns in ordinal order, and the lock for the next export.</summary>
    /// <exception cref="DatasetException">Columns for which no type fits all rows.</exception>
    public (ParquetSchema Schema, byte[] Lock) Build(RowComposer composer, List<string> warnings)
    {
        var result = _builder.Build();
        if (result.Problems.Count > 0)
            throw new DatasetException(_export.Name, [.. result.Problems.Select(problem => Describe(problem, composer))]);
        List<ParquetField> first = [new("key", new ParquetType.Text(), Nullable: false)];
        if (_export.Rows is not null)
            first.Add(new(RowExplosion.Index, new ParquetType.Int64(), Nullable: false));
        var schema = new ParquetSchema([.. first, .. result.Schema.Fields.Where(field => !first.Exists(one => one.Name == field.Name))]);
        var met = composer.Columns.ToHashSet(StringComparer.Ordinal);
        Compare(schema, met, warnings);
        foreach (var column in _export.Columns.Where(column => !met.Contains(column.Name)))
            warnings.Add($"column `{column.Name}` stands in `columns` of the export, but no item has it{(column.Type is null ? "" : ": it is there, empty")}.");
        warnings.AddRange(result.Warnings.Select(warning => $"column {warning.Message}."));
        return (schema, SchemaLock.Write(schema, result.Warnings.Where(warning => warning.IsGuess).Select(warning => warning.Path).ToHashSet(StringComparer.Ordinal)));
    }

    private static string Describe(JsonSchemaProblem problem, RowComposer composer)
    {
        var folder = composer.FolderOf(name => IsBelow(problem.Path, ColumnPath.Field("", name)));
        var sides = problem.Sides.Select(side => $"{side.Type} in {string.Join(", ", side.Origins.Select(origin => origin == DatasetNames.Lock ? origin : $"{folder}/{origin}.json"))}");
        var forget = problem.Sides.Any(side => side.Origins.Contains(DatasetNames.Lock))
            ? $" To take the new type, delete the column in {DatasetNames.Lock}."
            : "";
        return $"column `{problem.Path}` has values that no one type fits: {string.Join("; ", sides)}. Mend the items or the stage that wrote them, "
            + $"leave the column out (`from: {{ {folder}: [other_field, …] }}`), or give it a type in the export: `columns: {{ name: json }}` takes any value.{forget}";
    }

    private static bool IsBelow(string path, string column) =>
        path.StartsWith(column, StringComparison.Ordinal) && (path.Length == column.Length || path[column.Length] is '.' or '[');

    private void Compare(ParquetSchema schema, HashSet<string> met, List<string> warnings)
    {
        foreach (var (name, type) in _locked)
        {
            var now = schema.Fields.First(field => field.Name == name);
            if (!met.Contains(name))
                warnings.Add($"column `{name}` is in {DatasetNames.Lock}, but no item has it any more: it stays, empty. To drop it, delete it there.");
            else if (type.ValueKind == JsonValueKind.String && type.GetString() != now.Type.ToString())
                warnings.Add($"column `{name}` was {type.GetString()} and is {now.Type} now.");
        }
    }
}
