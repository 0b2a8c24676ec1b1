using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FilePipeline.Parquet.Inference;

namespace FilePipeline.Parquet;

/// <summary>
/// Finds the schema that fits all rows. It keeps what was met at each place of the rows, not the rows, so its memory
/// grows with the number of different places only.
/// </summary>
/// <remarks>
/// Integers → int64; any fraction or exponent → double, also for the integers beside it; boolean, text; arrays → list;
/// objects → struct. Only nulls, or never a value: text, with a warning. A list that is always empty, or whose elements
/// are always null: list of text, with a warning. An object that never has a field cannot be a Parquet group: json, with
/// a warning. Two types that do not go together, and integers wider than 64 bits, are problems.
/// </remarks>
public sealed class JsonSchemaBuilder
{
    /// <summary>Places in the rows beyond which field names look like data (an object used as a map).</summary>
    public const int MaxPlaces = 20_000;

    private readonly ObservedValue _rows = new();
    private long _objects;
    private int _places;

    /// <param name="declared">
    /// Types by path (<c>a.b[].c</c>; a name with <c>. [ ] "</c> in it stands in quotes) for places where the caller knows
    /// better: what the rows hold there and below is not looked at. Such a column is there even if no row has it.
    /// </param>
    /// <exception cref="FormatException">A path is none.</exception>
    public JsonSchemaBuilder(IReadOnlyDictionary<string, ParquetType>? declared = null)
    {
        foreach (var (path, type) in declared ?? new Dictionary<string, ParquetType>())
            Declare(path, type);
    }

    /// <summary>Rows added so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Takes a row into account. A row that is refused may have been taken into account in part.</summary>
    /// <param name="origin">The caller's name for the row, for messages; without it rows are numbered from 1.</param>
    /// <exception cref="JsonRowException">The row is not a JSON object in UTF-8, or has a field twice, or there are more than <see cref="MaxPlaces"/> different fields.</exception>
    public void Add(ReadOnlySpan<byte> utf8JsonRow, string? origin = null)
    {
        var where = new RowOrigin(Rows + 1, origin);
        if (!Utf8.IsValid(utf8JsonRow))
            throw new JsonRowException("", $"{where} is not UTF-8");
        var json = new Utf8JsonReader(utf8JsonRow);
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
                throw new JsonRowException("", $"a row is a JSON object, and {where} is none");
            Observe(ref json, _rows, where);
            json.Read(); // throws if something follows
        }
        catch (JsonException e)
        {
            throw new JsonRowException("", $"{where} is not JSON: {e.Message}", e);
        }
        Rows++;
    }

    /// <summary>The schema of the rows so far.</summary>
    public JsonSchemaResult Build()
    {
        var problems = new List<JsonSchemaProblem>();
        var warnings = new List<JsonSchemaWarning>();
        var fields = FieldsOf(_rows, "", problems, warnings);
        if (fields.Count == 0)
            problems.Add(new("", Rows == 0 ? "there is no row, so there are no columns" : "no row has a field, so there are no columns", []));
        return new(new(fields), Rows, problems, warnings);
    }

    private void Declare(string path, ParquetType type)
    {
        // a row that has something else above the declared place clashes with the declaration as rows clash with each other
        var origin = new RowOrigin(0, $"the declaration of {path}");
        var place = _rows;
        foreach (var step in ColumnPath.Parse(path))
        {
            place.Count(step is null ? ValueKind.List : ValueKind.Struct, origin);
            var name = Encoding.UTF8.GetBytes(step ?? "");
            place = step is null ? place.ElementOrNew() : place.Find(name) ?? place.Add(name);
        }
        place.Declared = type;
    }

    private void Observe(ref Utf8JsonReader json, ObservedValue place, RowOrigin origin)
    {
        if (place.Declared is not null)
        {
            json.Skip();
            return;
        }
        switch (json.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                place.Count(ValueKind.Boolean, origin);
                break;
            case JsonTokenType.Number:
                place.Count(KindOfNumber(ref json), origin);
                break;
            case JsonTokenType.String:
                place.Count(ValueKind.Text, origin);
                break;
            case JsonTokenType.StartArray:
                place.Count(ValueKind.List, origin);
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    Observe(ref json, place.ElementOrNew(), origin);
                break;
            case JsonTokenType.StartObject:
                place.Count(ValueKind.Struct, origin);
                ObserveFields(ref json, place, origin);
                break;
        }
    }

    private void ObserveFields(ref Utf8JsonReader json, ObservedValue place, RowOrigin origin)
    {
        var thisObject = ++_objects;
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var field = FieldOf(ref json, place, origin);
            if (field.SeenIn == thisObject)
                throw new JsonRowException("", $"{origin} has the field `{json.GetString()}` twice in one object");
            field.SeenIn = thisObject;
            json.Read();
            Observe(ref json, field, origin);
        }
    }

    private ObservedValue FieldOf(ref Utf8JsonReader json, ObservedValue place, RowOrigin origin)
    {
        var name = json.ValueSpan;
        if (json.ValueIsEscaped)
        {
            try
            {
                name = Encoding.UTF8.GetBytes(json.GetString()!);
            }
            catch (InvalidOperationException e)
            {
                throw new JsonRowException("", $"{origin} has half a surrogate pair in a field name, which no UTF-8 text can hold", e);
            }
        }
        if (place.Find(name) is { } known)
            return known;
        if (++_places > MaxPlaces)
        {
            throw new JsonRowException("",
                $"the rows have more than {MaxPlaces} different fields; the last is `{json.GetString()}` in {origin}. Is an object used as a map? Such a column is best kept as json");
        }
        return place.Add(name);
    }

    private static ValueKind KindOfNumber(ref Utf8JsonReader json) =>
        json.ValueSpan.IndexOfAny(".eE"u8) >= 0 ? ValueKind.Double
        : json.TryGetInt64(out _) ? ValueKind.Int64
        : ValueKind.WideInteger;

    private static List<ParquetField> FieldsOf(ObservedValue place, string path, List<JsonSchemaProblem> problems, List<JsonSchemaWarning> warnings)
    {
        var fields = new List<ParquetField>();
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in place.Fields)
        {
            var field = ColumnPath.Field(path, name);
            if (name.Length == 0)
                warnings.Add(new(field, $"`{field}` has no name; DuckDB and others give it one"));
            else if (!names.TryAdd(name, field))
                warnings.Add(new(field, $"`{names[name]}` and `{field}` differ only in case; DuckDB and others rename one of them"));
            fields.Add(new(name, TypeOf(value, field, problems, warnings)));
        }
        return fields;
    }

    private static ParquetType TypeOf(ObservedValue? place, string path, List<JsonSchemaProblem> problems, List<JsonSchemaWarning> warnings)
    {
        if (place?.Declared is { } declared)
            return declared;
        var sides = place?.Sides() ?? [];
        if (place is null || sides.Count == 0)
        {
            warnings.Add(new(path, $"`{path}` never has a value; it becomes text", IsGuess: true));
            return new ParquetType.Text();
        }
        if (place.Has(ValueKind.WideInteger))
        {
            problems.Add(new(path, $"`{path}` has integers wider than 64 bits: {string.Join("; ", sides)}", sides));
            return new ParquetType.Json();
        }
        if (sides.Count == 2 && place.Has(ValueKind.Int64) && place.Has(ValueKind.Double))
            return new ParquetType.Double();
        if (sides.Count > 1)
        {
            problems.Add(new(path, $"`{path}` has values of different types: {string.Join("; ", sides)}", sides));
            return new ParquetType.Json();
        }
        if (place.Has(ValueKind.List))
            return new ParquetType.List(TypeOf(place.Element, ColumnPath.Element(path), problems, warnings));
        if (place.Has(ValueKind.Struct))
        {
            var fields = FieldsOf(place, path, problems, warnings);
            if (fields.Count > 0)
                return new ParquetType.Struct(fields);
            warnings.Add(new(path, $"`{path}` is always an object without fields; it becomes json", IsGuess: true));
            return new ParquetType.Json();
        }
        return place.Has(ValueKind.Boolean) ? new ParquetType.Boolean()
            : place.Has(ValueKind.Int64) ? new ParquetType.Int64()
            : place.Has(ValueKind.Double) ? new ParquetType.Double()
            : new ParquetType.Text();
    }
}
