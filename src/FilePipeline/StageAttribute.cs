namespace FilePipeline;

/// <summary>
/// Names a stage for <c>uses:</c>. The name is what ledgers remember, so the class may be renamed freely.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StageAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>Raise it when the same input gives another result: older results become stale.</summary>
    public int Version { get; init; } = 1;

    /// <summary>
    /// A record with <c>init</c> properties and defaults: what <c>with:</c> may hold, in snake_case. An instance is handed to
    /// the stage's constructor. <c>null</c>: the stage takes no parameters.
    /// </summary>
    public Type? Parameters { get; init; }

    /// <summary>One sentence for <c>filepipe help</c> and the editor's schema.</summary>
    public string Description { get; init; } = "";
}
