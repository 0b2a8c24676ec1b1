namespace FilePipeline.Definition;

/// <summary>One stage of a valid pipeline.</summary>
public sealed record StageDefinition
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The folder it reads: a source or another stage.</summary>
    public required string From { get; init; }

    /// <summary>The registered stage, as <c>html.interleave</c>.</summary>
    public required StageDescriptor Uses { get; init; }

    /// <summary>An instance of <see cref="StageDescriptor.Parameters"/>, <c>null</c> where the stage takes none.</summary>
    public object? With { get; init; }

    /// <summary>First 16 hex digits of the SHA-256 of the parameters in canonical JSON, defaults left out; part of the fingerprint.</summary>
    public required string WithDigest { get; init; }

    /// <summary>The version its author of the YAML has declared.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Items at a time in one worker; <c>null</c>: as many as there are processors.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Per attempt.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    public RetryPolicy Retry { get; init; } = new();

    public bool Enabled { get; init; } = true;
}
