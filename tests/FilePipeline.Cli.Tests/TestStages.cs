namespace FilePipeline.Cli.Tests;

/// <summary>Does what the item says: <c>{"do": "fail|reject|skip|wait|throw", …}</c>; anything else is handed on.</summary>
[Stage("test.obey")]
public sealed class ObeyingStage : IStage
{
    /// <summary>Ends when somebody waits in it.</summary>
    public static TaskCompletionSource Waiting { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask<StageOutcome> RunAsync(Item item, StageContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        var order = item.Read<Order>();
        switch (order.Do)
        {
            case "fail":
                return new StageOutcome.Retry("busy", "come back later", TimeSpan.FromHours(1));
            case "reject":
                return new StageOutcome.Reject(order.Code ?? "no_good", order.Message ?? "it is no good");
            case "skip":
                return new StageOutcome.Skip("nothing in it");
            case "throw":
                throw new InvalidOperationException("oh");
            case "wait":
                Waiting.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancel);
                break;
        }
        return new StageOutcome.Emit(item.Content);
    }

    private sealed record Order
    {
        public string? Do { get; init; }

        public string? Code { get; init; }

        public string? Message { get; init; }
    }
}
