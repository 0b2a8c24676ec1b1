using System.CommandLine;

namespace FilePipeline.Cli;

/// <summary>A command that was typed without the words it needs.</summary>
internal static class MissingWords
{
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["add"] = "filepipe add inbox page.html",
        ["show"] = "filepipe show en/Art",
        ["explain"] = "filepipe explain en/Art",
    };

    /// <summary><c>add needs FOLDER and PATH, as: filepipe add inbox page.html</c>; <c>null</c>: none is missing.</summary>
    public static string? Problem(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var needed = command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && !argument.HasDefaultValue).ToList();
        if (needed.TrueForAll(argument => parsed.GetResult(argument) is { Tokens.Count: > 0 }))
            return null;
        return $"{command.Name} needs {string.Join(" and ", needed.Select(argument => argument.Name))}"
            + (Examples.TryGetValue(command.Name, out var example) ? $", as: {example}" : "");
    }
}
