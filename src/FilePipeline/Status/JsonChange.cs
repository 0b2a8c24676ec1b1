using System.Text.Json;

namespace FilePipeline.Status;

public enum JsonChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>One difference between two JSON documents.</summary>
/// <param name="Path">As <c>chunks[3].text</c>; empty for the whole document.</param>
/// <param name="Before">Undefined when it was added.</param>
/// <param name="After">Undefined when it was removed.</param>
public readonly record struct JsonChange(JsonChangeKind Kind, string Path, JsonElement Before, JsonElement After);
