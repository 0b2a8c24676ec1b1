using FilePipeline.Planning;

namespace FilePipeline.Running;

public sealed record RunOptions
{
    /// <summary>Names of the stages to run; empty: all that are enabled.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>Go on when there is nothing to do, and wait for more.</summary>
    public bool Watch { get; init; }

    /// <summary>Make everything again.</summary>
    public bool Force { get; init; }

    /// <summary>Only these items; <c>null</c>: all.</summary>
    public IReadOnlySet<ItemKey>? Keys { get; init; }

    /// <summary>Called before anything is begun, with the stages that will make results again without having been told to.</summary>
    public Action<IReadOnlyList<StageRemake>>? Remaking { get; init; }
}
