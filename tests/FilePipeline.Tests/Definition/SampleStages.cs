using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using FilePipeline.Definition;

namespace FilePipeline.Tests.Definition;

/// <summary>The kinds of stages that the samples name.</summary>
public static class SampleStages
{
    public static StageCatalog Catalog { get; } = new StageCatalog().Add<Fetch>().Add<Interleave>().Add<Statistics>().Add<Train>();

    public enum LinkPolicy
    {
        Keep,
        MakeAbsolute,
    }

    public sealed record FetchParameters
    {
        [Description("Where the address stands in the item.")]
        public required string Url { get; init; }

        public string? Archive { get; init; }

        public string UserAgent { get; init; } = "filepipe";

        public long MaxBytes { get; init; } = 1 << 20;

        [Range(0, 20)]
        public int Redirects { get; init; } = 5;

        public TimeSpan? Pause { get; init; }

        public IReadOnlyList<int> Accept { get; init; } = [200];

        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    }

    public sealed record InterleaveParameters
    {
        public bool Images { get; init; } = true;

        public LinkPolicy Links { get; init; }

        public string[] Drop { get; init; } = [];

        public string Selector
        {
            get;
            init => field = value.Contains("::", StringComparison.Ordinal) ? throw new ArgumentException("pseudo-elements select nothing") : value;
        } = "body";
    }

    public sealed record TrainParameters
    {
        public double Holdout { get; init; } = 0.2;

        public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();
    }

    [Stage("http.get", Parameters = typeof(FetchParameters), Description = "Fetches a page.")]
    public sealed class Fetch : Unused;

    [Stage("html.interleave", Parameters = typeof(InterleaveParameters))]
    public sealed class Interleave : Unused;

    [Stage("text.statistics", Version = 3)]
    public sealed class Statistics : Unused;

    [Stage("learn.train", Parameters = typeof(TrainParameters))]
    public sealed class Train : Unused;

    public abstract class Unused : IStage
    {
        public ValueTask<StageOutcome> RunAsync(Item item, StageContext context, CancellationToken cancel) =>
            throw new NotSupportedException("these tests run nothing");
    }
}
