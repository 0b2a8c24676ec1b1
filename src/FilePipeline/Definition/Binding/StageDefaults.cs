using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>What <c>defaults</c> says for stages that do not say otherwise.</summary>
internal sealed record StageDefaults
{
    public RetryPolicy Retry { get; init; } = new();

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    public int? Concurrency { get; init; }

    /// <summary>The three keys, wherever they stand: <c>defaults</c> takes them from nothing, a stage from <c>defaults</c>.</summary>
    /// <param name="owner">As in a sentence: <c>stage `pages`</c>.</param>
    public StageDefaults OverriddenBy(Section section, string owner, Values values)
    {
        var result = this;
        if (section["retry"] is { } retry)
            result = result with { Retry = new RetryBinder(values).Bind(retry, owner, Retry) };
        if (section["timeout"] is { } timeout && values.Duration(timeout, TimeSpan.FromMilliseconds(1), Limits.Timeout) is { } time)
            result = result with { Timeout = time };
        if (section["concurrency"] is { Value: YamlScalar { Value: "auto" } })
            result = result with { Concurrency = null };
        else if (section["concurrency"] is { } concurrency && values.Integer(concurrency, 1, Limits.Concurrency) is { } items)
            result = result with { Concurrency = items };
        return result;
    }
}
