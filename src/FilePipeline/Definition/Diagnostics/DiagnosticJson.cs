using System.Text.Json;
using System.Text.Json.Nodes;

namespace FilePipeline.Definition.Diagnostics;

/// <summary>Diagnostics for programs: <c>{"schema": "filepipe.check/1", "errors": 1, "warnings": 0, "diagnostics": [{"code": …}]}</c>.
/// Places are counted as in <see cref="Diagnostic"/>.</summary>
public static class DiagnosticJson
{
    /// <summary>One object, indented, ends with a line break.</summary>
    public static string Write(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var report = new JsonObject
        {
            ["schema"] = "filepipe.check/1",
            ["errors"] = diagnostics.Count(problem => problem.Severity == Severity.Error),
            ["warnings"] = diagnostics.Count(problem => problem.Severity == Severity.Warning),
            ["diagnostics"] = JsonSerializer.SerializeToNode(diagnostics, Item.Json),
        };
        return report.ToJsonString(_indented) + "\n";
    }

    private static readonly JsonSerializerOptions _indented = new(Item.Json) { WriteIndented = true };
}
