using System.Text.Json;

namespace FilePipeline.Folders;

/// <summary>What a lease says of its worker. For people: who lives is decided by the lock alone.</summary>
/// <param name="Parent">The worker that watches over this one, which runs a single item.</param>
public sealed record WorkerInfo(string Worker, string Host, string Boot, int Pid, DateTimeOffset Started, string? Parent = null)
{
    /// <summary><c>null</c>: it is no lease.</summary>
    public static WorkerInfo? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<WorkerInfo>(json, Item.Json);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
