using FilePipeline.Definition.Diagnostics.Explanations;

namespace FilePipeline.Definition.Diagnostics;

/// <summary>
/// All codes that <c>pipeline.yaml</c> can bring up. FP00xx: file and YAML; FP10xx: values; FP20xx: the graph; FP30xx: the
/// environment; FP40xx: exports.
/// </summary>
public static class DiagnosticCatalog
{
    /// <summary>By code.</summary>
    public static IReadOnlyList<Explanation> All { get; } =
        [.. FileExplanations.All, .. ValueExplanations.All, .. GraphExplanations.All, .. EnvironmentExplanations.All, .. ExportExplanations.All];

    /// <summary>Upper and lower case are the same here.</summary>
    /// <returns><c>null</c>: there is no such code.</returns>
    public static Explanation? Explain(string code) =>
        All.FirstOrDefault(explanation => explanation.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
}
