using System.Text.Json;

namespace FilePipeline.Parquet.Writing;

/// <summary>
/// A field of the schema, or an element of a list, that puts JSON values into the columns below it. Levels are those of
/// the format (Dremel): the definition level counts how much of the optional and repeated path is there, the repetition
/// level says at which list of the path a value goes on.
/// </summary>
internal abstract class ColumnNode(string path, int parentDefinition, bool nullable)
{
    /// <summary>As <c>a.b[].c</c>, for messages.</summary>
    protected string Path { get; } = path;

    /// <summary>The definition level at which a value is there.</summary>
    protected int Definition { get; } = parentDefinition + (nullable ? 1 : 0);

    /// <summary>Takes the value whose first token is the current one, and leaves its last token current.</summary>
    public void Write(ref RowCursor row, int repetition)
    {
        if (row.Json.TokenType == JsonTokenType.Null)
            WriteNull(repetition);
        else
            WriteValue(ref row, repetition);
    }

    /// <summary>The value is null or its field is missing.</summary>
    public void WriteNull(int repetition)
    {
        if (!nullable)
            throw new JsonRowException(Path, $"`{Path}` is null or missing, and the schema does not allow that");
        WriteAbsent(repetition, Definition - 1);
    }

    /// <summary>Nothing is there at the given level and below.</summary>
    public abstract void WriteAbsent(int repetition, int definition);

    protected abstract void WriteValue(ref RowCursor row, int repetition);
}
