namespace FilePipeline.Cli;

/// <summary>A command cannot go on, and the user can do something about it.</summary>
/// <param name="message">What and where; a sentence without a full stop.</param>
/// <param name="next">What to type or to do next; may have several lines.</param>
internal sealed class CommandException(int exitCode, string message, string? next = null) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string? Next { get; } = next;
}
