namespace FilePipeline.Care;

/// <summary>What a check of the folders has found.</summary>
/// <param name="Results">Results that were read.</param>
public sealed record CheckReport(IReadOnlyList<StageBalance> Stages, IReadOnlyList<Finding> Findings, int Results)
{
    public bool IsSound => !Findings.Any(finding => finding.Kind.IsWrong());
}
