using FilePipeline.Definition;
using FilePipeline.Definition.Words;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;
using Microsoft.Extensions.Logging;

namespace FilePipeline.Running;

/// <summary>One item from claim to release, top to bottom: claim, look again, read, run, publish. Safe to call for many items at once, each with its own slot.</summary>
internal sealed class StageWorker(
    StageDefinition definition, IStage stage, ItemFolder input, StageFolder folder, Freshness freshness, StageSettings settings,
    string worker, bool quarantines, bool isQuarantined, bool publishesLater, TimeProvider clock, Random chance, ILogger log)
{
    private const int LongestMessage = 4096;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(366);

    public string Name => definition.Name;

    public StageFolder Folder => folder;

    /// <summary>Trouble of the machine comes out as a <see cref="VolumeException"/>; the claim is given back and no attempt is counted.</summary>
    /// <param name="settled">The file was moved into its folder: it need not be left alone for a while first.</param>
    /// <param name="force">See <see cref="Freshness.Judge"/>.</param>
    public async ValueTask<ItemEnd> RunAsync(ItemKey key, Slot slot, bool settled, bool force, CancellationToken stopNow)
    {
        if (!folder.TryClaim(key))
            return new(folder.IsOwnClaim(key) ? ItemEndKind.InWork : ItemEndKind.Claimed);
        try
        {
            var verdict = LookAgain(key, settled, force);
            // In quarantine it is the parent that has waited, by its own clock.
            if (!verdict.IsRunnable && !(isQuarantined && verdict.Reason == Reason.RetryWait))
                return Release(key, new(ItemEndKind.NotRunnable) { Verdict = verdict, DueAt = verdict.DueAt });
            if (quarantines && verdict is { RecordHolds: true, Record.IsSuspect: true })
                return Release(key, new(ItemEndKind.NeedsQuarantine) { Verdict = verdict });
            return await RunClaimedAsync(key, verdict, slot, stopNow).ConfigureAwait(false);
        }
        catch (VolumeException) when (!slot.IsAbandoned)
        {
            slot.End();
            TryRelease(key);
            throw;
        }
    }

    /// <summary>Records a time-out for a stage that neither returns nor heeds its cancellation; its late result will be thrown away.</summary>
    public ItemEnd Abandon(Attempt attempt) =>
        Settle(attempt, new StageOutcome.Retry("timeout", $"no result after {definition.Timeout}, and the stage did not stop when told"));

    /// <summary>What the disk says of an item that another process has run.</summary>
    public ItemEnd LookAfter(ItemKey key, in Verdict before)
    {
        folder.Ledger.Refresh();
        var verdict = freshness.Judge(key, force: false);
        var isSilent = before.Record?.FailedAt == verdict.Record?.FailedAt && before.Record?.Kind == verdict.Record?.Kind;
        var kind = verdict.State switch
        {
            ItemState.Completed => before.Result is null ? ItemEndKind.Published : ItemEndKind.Replaced,
            _ when isSilent => ItemEndKind.Claimed,
            ItemState.Failed => ItemEndKind.Failed,
            ItemState.Dead => ItemEndKind.Dead,
            ItemState.Skipped => ItemEndKind.Skipped,
            _ => ItemEndKind.Claimed, // mended meanwhile: it is looked at again
        };
        var error = verdict.State == ItemState.Completed ? null : verdict.Record?.Error;
        return new(kind)
        {
            Verdict = before, Attempt = verdict.Record?.Attempts ?? 1, Code = error?.Code, Message = error?.Message, DueAt = verdict.DueAt ?? clock.GetUtcNow(),
        };
    }

    /// <summary>What the plan said may be past: another worker may have done it, or a hand may have changed it.</summary>
    private Verdict LookAgain(ItemKey key, bool settled, bool force)
    {
        var verdict = freshness.Judge(key, settled: settled, force: force);
        if (verdict.Result is null || verdict.Reason is Reason.UpToDate or Reason.Accepted)
            return verdict;
        folder.Ledger.Refresh(); // this or another worker may have made this result since the ledger was read
        return freshness.Judge(key, settled: settled, force: force);
    }

    private async ValueTask<ItemEnd> RunClaimedAsync(ItemKey key, Verdict verdict, Slot slot, CancellationToken stopNow)
    {
        var file = verdict.Input!.Value;
        var read = input.Read(file.Name, slot.Input, settings.ItemSizeLimit, whenSettled: settings.Settle > TimeSpan.Zero);
        if (read.Status == ReadStatus.Missing)
            return Release(key, new(ItemEndKind.NotRunnable) { Verdict = new(ItemState.Gone, Reason.NoInput) });
        if (read.Status == ReadStatus.BeingWritten)
        {
            var due = clock.GetUtcNow() + settings.Settle;
            return Release(key, new(ItemEndKind.NotRunnable) { Verdict = verdict with { Reason = Reason.Settling, DueAt = due }, DueAt = due });
        }
        var identity = new FileIdentity(
            read.Status == ReadStatus.Ok && file.Rival is null ? ContentDigest.Of(slot.Input.Span) : null, read.Stat);
        var number = (verdict.RecordHolds ? verdict.Record!.Attempts : 0) + 1;
        var attempt = new Attempt(key, verdict, number, identity, clock.GetUtcNow(), clock.GetTimestamp());
        if (Unusable(file, read) is { } reject)
            return Settle(attempt, reject);

        var beside = new BesideReader(input, key, settings.ItemSizeLimit);
        var (outcome, stopped) = await InvokeAsync(attempt, file, beside, slot, stopNow).ConfigureAwait(false);
        if (!slot.End())
            return new(ItemEndKind.Released);
        if (stopped)
            return Release(key, new(ItemEndKind.Released));
        if (outcome is StageOutcome.Emit emit && TryFormat(emit, slot, out outcome))
            return Publish(attempt, slot, beside.Files);
        return Settle(attempt, outcome);
    }

    private StageOutcome.Reject? Unusable(ItemFile file, VolumeRead read) => read.Status switch
    {
        _ when file.Rival is { } rival => new("duplicate_key",
            $"`{file.Name}` and `{rival}` have the same key; remove or rename one of them"),
        ReadStatus.NotRegular => new("not_regular",
            $"`{file.Name}` is a {Kind(read.Stat.Kind)}; only regular files are read. Put the file itself there"),
        ReadStatus.Denied => new("no_permission", $"no permission to read `{input.PathOf(file.Name)}`; once it can be read it is taken up again"),
        ReadStatus.TooLarge => new("item_too_large",
            $"`{file.Name}` has {read.Stat.Size:N0} bytes, the limit is {settings.ItemSizeLimit:N0}. Split it, or raise `limits: {{ item_size: … }}` in pipeline.yaml"),
        ReadStatus.Ok when read.Stat.Size == 0 => new("empty_file", $"`{file.Name}` is empty"),
        _ => null,
    };

    private static string Kind(EntryKind kind) => kind switch
    {
        EntryKind.Folder => "folder",
        EntryKind.Link => "symbolic link",
        _ => "pipe, socket or device",
    };

    private async ValueTask<(StageOutcome Outcome, bool Stopped)> InvokeAsync(
        Attempt attempt, ItemFile file, BesideReader beside, Slot slot, CancellationToken stopNow)
    {
        var content = slot.Input.Memory;
        content = content[(content.Length - CanonicalJson.WithoutMark(content.Span).Length)..];
        var item = new Item(attempt.Key, content, file.Extension);
        var context = new StageContext(definition.Name, attempt.Number, clock, log, beside);
        var cancel = slot.Begin(attempt, definition.Timeout);
        for (var again = definition.Retry.Immediate; ; again--)
        {
            if (stopNow.IsCancellationRequested)
                return (null!, true);
            var outcome = await InvokeOnceAsync(item, context, cancel).ConfigureAwait(false);
            if (stopNow.IsCancellationRequested && cancel.IsCancellationRequested && outcome is StageOutcome.Retry)
                return (outcome, true);
            if (outcome is not StageOutcome.Retry retry || again <= 0 || cancel.IsCancellationRequested || !definition.Retry.Retries(retry.Code))
                return (outcome, false);
        }
    }

    /// <summary>The one place where foreign code is called.</summary>
    private async ValueTask<StageOutcome> InvokeOnceAsync(Item item, StageContext context, CancellationToken cancel)
    {
        try
        {
            return await stage.RunAsync(item, context, cancel).ConfigureAwait(false)
                ?? new StageOutcome.Reject("stage_crashed", "the stage returned no outcome");
        }
        catch (ItemFormatException problem)
        {
            return new StageOutcome.Reject(problem.Code, problem.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new StageOutcome.Retry("timeout", $"no result after {DurationText.Format(definition.Timeout)}");
        }
        catch (VolumeException)
        {
            throw;
        }
#pragma warning disable CA1031 // whatever a stage throws is its item's failure, not the engine's
        catch (Exception problem)
#pragma warning restore CA1031
        {
            var place = CrashPlace.Of(problem, stage.GetType().Assembly);
            return new StageOutcome.Retry("stage_crashed",
                $"{problem.GetType().Name}: {problem.Message.ReplaceLineEndings(" ")}{(place is null ? "" : $", at {place}")}");
        }
    }

    /// <summary><c>false</c>: it is no JSON; then <paramref name="outcome"/> says so.</summary>
    private bool TryFormat(StageOutcome.Emit emit, Slot slot, out StageOutcome outcome)
    {
        outcome = emit;
        slot.Output.Clear();
        try
        {
            CanonicalJson.Write(emit.Json.Span, slot.Output);
        }
        catch (ItemFormatException problem)
        {
            // A stage that hands its item through has not made the mistake.
            var isInput = emit.Json.Span.Overlaps(slot.Input.Span) || (emit.Json.IsEmpty && CanonicalJson.WithoutMark(slot.Input.Span).IsEmpty);
            outcome = new StageOutcome.Reject(isInput ? problem.Code : "bad_output",
                isInput ? problem.Message : $"the stage's result is no JSON: {problem.Message}");
            return false;
        }
        if (slot.Output.Length <= settings.ItemSizeLimit)
            return true;
        outcome = new StageOutcome.Reject("output_too_large",
            $"the result has {slot.Output.Length:N0} bytes, the limit is {settings.ItemSizeLimit:N0} (`limits: {{ item_size: … }}` in pipeline.yaml)");
        return false;
    }

    private ItemEnd Publish(Attempt attempt, Slot slot, IReadOnlyList<BesideFile> beside)
    {
        var elapsed = clock.GetElapsedTime(attempt.Started);
        var line = new LedgerLine
        {
            Key = attempt.Key.Value,
            Reason = attempt.Verdict.Reason.Name(),
            Input = attempt.Input,
            Output = default,
            Fingerprint = settings.Fingerprint,
            Attempt = attempt.Number,
            StartedAt = attempt.StartedAt,
            Milliseconds = elapsed.TotalMilliseconds,
            Beside = beside,
        };
        var prepared = folder.Prepare(attempt.Key, slot.Output.Span, attempt.Verdict.Result, line, attempt.Verdict.Record is not null);
        var end = new ItemEnd(ItemEndKind.Prepared) { Verdict = attempt.Verdict, Attempt = attempt.Number, Elapsed = elapsed, Result = prepared };
        return publishesLater ? end : Published(end, folder.Publish(prepared));
    }

    /// <summary>What has become of a prepared result.</summary>
    public static ItemEnd Published(in ItemEnd prepared, PublishResult result) => prepared with
    {
        Kind = result switch
        {
            PublishResult.New => ItemEndKind.Published,
            PublishResult.Replaced => ItemEndKind.Replaced,
            PublishResult.Same => ItemEndKind.Same,
            _ => ItemEndKind.NotRunnable,
        },
    };

    private ItemEnd Settle(Attempt attempt, StageOutcome outcome)
    {
        var (code, message) = outcome switch
        {
            StageOutcome.Skip skip => ("skipped", skip.Reason),
            StageOutcome.Reject reject => (reject.Code, reject.Message),
            StageOutcome.Retry retry => (retry.Code, retry.Message),
            _ => throw new InvalidOperationException($"no record is made of {outcome.GetType().Name}"),
        };
        if (message.Length > LongestMessage)
            message = message[..LongestMessage] + "…";
        var now = clock.GetUtcNow();
        var due = DueAfter(attempt, outcome, now);
        var kind = outcome is StageOutcome.Skip ? RecordKind.Skipped : due is null ? RecordKind.Dead : RecordKind.Failed;
        var before = attempt.Verdict.RecordHolds ? attempt.Verdict.Record : null;
        folder.Settle(attempt.Key, new()
        {
            Kind = kind,
            Stage = definition.Name,
            Key = attempt.Key.Value,
            Attempts = kind == RecordKind.Skipped ? 0 : attempt.Number,
            Error = new(code, message),
            NextAttemptAt = due,
            FailedAt = now,
            FirstFailedAt = before?.FirstFailedAt ?? now,
            Worker = worker,
            Crashes = before?.Crashes ?? [],
            Input = new(attempt.Input.Digest?.ToString(), attempt.Input.Size, attempt.Input.ModifiedNs),
            Code = settings.Fingerprint.Code,
            Version = settings.Fingerprint.Version,
            With = settings.Fingerprint.With,
        });
        return new(kind switch { RecordKind.Skipped => ItemEndKind.Skipped, RecordKind.Dead => ItemEndKind.Dead, _ => ItemEndKind.Failed })
        {
            Verdict = attempt.Verdict, Attempt = attempt.Number, Elapsed = clock.GetElapsedTime(attempt.Started), Code = code, Message = message, DueAt = due,
        };
    }

    /// <summary><c>null</c>: never again.</summary>
    private DateTimeOffset? DueAfter(Attempt attempt, StageOutcome outcome, DateTimeOffset now)
    {
        var policy = definition.Retry;
        if (outcome is not StageOutcome.Retry retry || !policy.Retries(retry.Code) || attempt.Number >= policy.Attempts)
            return null;
        double luck;
        lock (chance)
            luck = chance.NextDouble();
        var delay = policy.DelayAfter(attempt.Number, luck);
        if (policy.RespectRetryAfter && retry.After > delay)
            delay = retry.After.Value < LongestDelay ? retry.After.Value : LongestDelay;
        return now + delay;
    }

    private ItemEnd Release(ItemKey key, ItemEnd end)
    {
        folder.Release(key);
        return end;
    }

    private void TryRelease(ItemKey key)
    {
        try
        {
            folder.Release(key);
        }
        catch (VolumeException)
        {
            // The machine is in trouble already; the claim is rescued when this worker has ended.
        }
    }
}
