using System.Collections.Concurrent;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Running;

/// <summary>
/// One stage for the length of a run: lists its input, hands keys to as many loops as its concurrency says, takes arrivals from the
/// stage before, brings waiting keys back when they are due, and knows when there is nothing left.
/// </summary>
internal sealed class StageRun
{
    private static readonly TimeSpan ClaimedAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HungGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WatchedPause = TimeSpan.FromSeconds(10);
    private const int ListingShare = 20;
    private const int SilentEnds = 3;
    private readonly RunScope _scope;
    private readonly StageWorker _worker;
    private readonly StagePlan _plan;
    private readonly TimeSpan _timeout;
    private readonly int _concurrency;
    private readonly ItemQueue _queue = new();
    private readonly WaitingKeys _waiting = new();
    private readonly ConcurrentDictionary<ItemKey, int> _stillWritten = new();
    private readonly ConcurrentDictionary<Slot, Task> _loops = new();
    private readonly ConcurrentDictionary<ItemKey, byte> _arrivedInWork = new();
    private readonly ConcurrentDictionary<ItemKey, byte> _forced = new(); // made again once in this run; from then on they are like others
    private readonly ConcurrentDictionary<ItemKey, int> _silent = new();
    private readonly WakeUp _wake = new();
    private int _ending; // counted as ended already, and in the queue until all that follows from it is done

    public StageRun(RunScope scope, StageWorker worker, StagePlan plan, TimeSpan timeout, int concurrency)
    {
        (_scope, _worker, _plan, _timeout, _concurrency) = (scope, worker, plan, timeout, concurrency);
        Meter = new(worker.Name, () => Math.Max(0, _queue.Open - Volatile.Read(ref _ending)));
    }

    public StageMeter Meter { get; }

    /// <summary>The stage that fills this one's input, when it runs too.</summary>
    public StageRun? Before { get; init; }

    /// <summary>The stages that read this one's results.</summary>
    public List<StageRun> After { get; } = [];

    /// <summary>Nothing is left to do here, and nothing will come from the stages before.</summary>
    public bool IsFinished => Meter.IsFinished;

    /// <summary>A key may be runnable: it was published before, freed by a rescue, or dropped.</summary>
    public void Offer(ItemKey key, bool arrived = false, bool settled = false)
    {
        if (!_scope.Includes(key))
            return;
        _queue.Offer(new(key, arrived, settled));
        if (_queue.Missed)
            _wake.Set();
    }

    /// <summary>A file has come into the folder that this stage reads.</summary>
    public void Notice(VolumeChange change)
    {
        if (change.Kind == VolumeChangeKind.List)
            Wake(list: true);
        else if (_plan.Find(change.Name) is { } key)
            Offer(key, settled: change.Kind == VolumeChangeKind.MovedIn);
    }

    /// <summary>Something may have changed: look again.</summary>
    public void Wake(bool list)
    {
        if (list)
            _listAgain = true;
        _wake.Set();
    }

    private volatile bool _listAgain = true;

    /// <summary>Hints tell of what comes.</summary>
    public bool IsWatched { get; set; }

    /// <summary>Time to list again in a run that waits for more: a listing shall cost a small share of the time, and less where hints come.</summary>
    public bool ListingIsDue => _scope.Clock.GetElapsedTime(_listed) > (IsWatched ? WatchedPause : TimeSpan.Zero) + _listingTook * ListingShare;

    public async Task RunAsync()
    {
        try
        {
            Meter.IsPaused = _worker.Folder.IsPaused; // before any loop takes what a rescue has freed
            for (var i = 0; i < _concurrency; i++)
                StartLoop();
            while (!_scope.IsStopping && !await TurnAsync().ConfigureAwait(false))
            {
            }
        }
        catch (VolumeException trouble)
        {
            _scope.Trouble(trouble);
        }
        catch
        {
            _scope.Abort();
            throw;
        }
        finally
        {
            _queue.Close();
            await Task.WhenAll(_loops.Values).ConfigureAwait(false);
            Meter.IsFinished = true;
            foreach (var after in After)
                after.Wake(list: false);
        }
    }

    /// <summary>One look at what there is. <c>true</c>: finished.</summary>
    private async Task<bool> TurnAsync()
    {
        var nothingMoreComes = Before is null || Before.IsFinished;
        Meter.IsPaused = _worker.Folder.IsPaused;
        if (Meter.IsPaused)
        {
            if (!_scope.Watch && nothingMoreComes)
                return true;
            await _wake.WaitAsync(ClaimedAgain, _scope.Clock).ConfigureAwait(false);
            return false;
        }
        if (_listAgain || _queue.Missed)
            await ListAsync().ConfigureAwait(false);
        foreach (var key in _waiting.TakeDue(_scope.Clock.GetUtcNow()))
            _queue.Offer(new(key));
        ShowWaiting();
        var due = _waiting.NextDueAt - _scope.Clock.GetUtcNow();
        if (_queue.Open > 0)
        {
            // One slow item does not keep others waiting: those that come due, or a listing that is asked for.
            await _wake.WaitAsync(due, _scope.Clock, _queue.IdleAsync()).ConfigureAwait(false);
            return false;
        }
        if (_listAgain || _queue.Missed || _scope.IsStopping)
            return false;
        if (nothingMoreComes && !_scope.Watch && _waiting.Count == 0)
        {
            if (!_scope.OthersSeen || _lastListingSawEnd)
                return true;
            // Other workers publish without telling this process: one more listing after the stage before has ended sees it all.
            _listAgain = _lastListingSawEnd = true;
            return false;
        }
        await _wake.WaitAsync(due, _scope.Clock).ConfigureAwait(false);
        return false;
    }

    private bool _lastListingSawEnd;

    private async Task ListAsync()
    {
        _listAgain = false;
        var begun = _scope.Clock.GetTimestamp();
        _queue.BeginListing();
        Meter.BeginListing();
        var held = 0;
        foreach (var entry in _plan.List(_scope.StartAfter))
        {
            if (_scope.IsStopping)
                return;
            if (!_scope.Includes(entry.Key))
                continue;
            if (entry.Problem is { } problem)
            {
                if (_refused.Add(entry.Name))
                    Meter.Refuse(entry.Name, problem);
            }
            else if (entry.Verdict.IsRunnable || entry.Verdict.Reason == Reason.Claimed)
            {
                await _queue.AddAsync(entry.Key).ConfigureAwait(false);
            }
            else if (entry.Verdict.Waits)
            {
                _waiting.Add(entry.Key, entry.Verdict.DueAt ?? _scope.Clock.GetUtcNow() + ClaimedAgain);
            }
            else if (entry.Verdict.State == ItemState.Completed)
            {
                Meter.CountUpToDate();
            }
            else if (entry.Verdict.State is ItemState.Dead or ItemState.Skipped)
            {
                held++;
            }
        }
        Meter.Held = Math.Max(0, held - Meter.Dead - Meter.Skipped); // the listing counts this run's own too
        _listingTook = _scope.Clock.GetElapsedTime(begun);
        _listed = _scope.Clock.GetTimestamp();
    }

    private TimeSpan _listingTook;
    private long _listed;

    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    private void StartLoop()
    {
        var slot = new Slot(_scope.Clock);
        _loops[slot] = Task.Run(() => LoopAsync(slot));
    }

    private async Task LoopAsync(Slot slot)
    {
        using var used = slot;
        while (!_scope.IsStopping && !slot.IsAbandoned && await _queue.TakeAsync().ConfigureAwait(false) is { } next)
        {
            var isDone = true;
            try
            {
                isDone = await RunOneAsync(next, slot).ConfigureAwait(false);
            }
            catch
            {
                _scope.Abort();
                throw;
            }
            finally
            {
                if (isDone)
                    _queue.Done();
            }
        }
    }

    /// <summary><c>false</c>: somebody else will say when it is done.</summary>
    private async Task<bool> RunOneAsync(QueuedKey next, Slot slot)
    {
        if (_scope.IsStopping)
            return true;
        if (Meter.IsPaused)
        {
            Wake(list: true); // it is found again when the stage goes on
            return true;
        }
        Meter.Begin();
        var end = new ItemEnd(ItemEndKind.Released);
        try
        {
            var force = _scope.Force && !_forced.ContainsKey(next.Key);
            end = await _worker.RunAsync(next.Key, slot, next.Settled, force, _scope.StopNow).ConfigureAwait(false);
            if (end.Kind == ItemEndKind.NeedsQuarantine)
                end = await QuarantineAsync(next.Key, end.Verdict).ConfigureAwait(false);
        }
        catch (VolumeException trouble)
        {
            _scope.Trouble(trouble);
        }
        if (slot.IsAbandoned)
            return false;
        if (end.Kind == ItemEndKind.Prepared)
        {
            await _scope.Commit!.AddAsync(_worker.Folder, end.Result, result =>
            {
                Handle(next, result is { } published ? StageWorker.Published(end, published) : new ItemEnd(ItemEndKind.Released));
                _queue.Done();
            }).ConfigureAwait(false);
            return false;
        }
        Handle(next, end);
        return true;
    }

    private async Task<ItemEnd> QuarantineAsync(ItemKey key, Verdict before)
    {
        await _scope.QuarantineAsync(_worker.Name, key).ConfigureAwait(false);
        var end = _worker.LookAfter(key, before);
        if (end.Kind != ItemEndKind.Claimed)
            return end;
        // It has ended without a word: mended meanwhile, or it could not begin.
        if (_silent.AddOrUpdate(key, 1, (_, times) => times + 1) > SilentEnds)
            throw new VolumeException("start a process of its own for", $"{_worker.Name}: {key}", VolumeFault.Other, "it ends at once each time and leaves nothing. See whether pipeline.yaml is still valid: filepipe check");
        return end;
    }

    private void Handle(QueuedKey handled, ItemEnd end)
    {
        Interlocked.Increment(ref _ending);
        try
        {
            Follow(handled, end);
        }
        finally
        {
            Interlocked.Decrement(ref _ending);
        }
    }

    private void Follow(QueuedKey handled, ItemEnd end)
    {
        var key = handled.Key;
        Meter.End(key, handled.Arrived, end);
        switch (end.Kind)
        {
            case ItemEndKind.Published or ItemEndKind.Replaced:
                foreach (var after in After)
                    after.Offer(key, arrived: true);
                break;
            case ItemEndKind.Failed:
                Wait(key, end.DueAt!.Value);
                break;
            case ItemEndKind.InWork when handled.Arrived:
                // What is in work may have been read before this arrived: look again when it ends, or now if it just has.
                _arrivedInWork[key] = 0;
                if (!_worker.Folder.IsOwnClaim(key))
                    OfferAgain(key);
                break;
            case ItemEndKind.Claimed:
                _scope.OthersSeen = true;
                Wait(key, _scope.Clock.GetUtcNow() + ClaimedAgain);
                break;
            case ItemEndKind.NotRunnable when end.DueAt is { } due && WaitsOn(key, end.Verdict):
                Wait(key, due);
                break;
            case ItemEndKind.NotRunnable when !handled.Arrived && end.Verdict.State == ItemState.Completed:
                _scope.OthersSeen = true; // it was to be done when it was listed
                break;
        }
        if (_scope.Force && end.Kind is ItemEndKind.Published or ItemEndKind.Replaced or ItemEndKind.Same or ItemEndKind.Skipped or ItemEndKind.Dead)
            _forced[key] = 0;
        if (end.Kind != ItemEndKind.InWork)
            OfferAgain(key);
        if (end.Kind is not (ItemEndKind.Claimed or ItemEndKind.InWork or ItemEndKind.NotRunnable or ItemEndKind.Released))
            _scope.Report(new(_worker.Name, key, end));
    }

    private void Wait(ItemKey key, DateTimeOffset due)
    {
        _waiting.Add(key, due);
        _wake.Set();
    }

    private void OfferAgain(ItemKey key)
    {
        if (!_arrivedInWork.IsEmpty && _arrivedInWork.TryRemove(key, out _))
            _queue.Offer(new(key, Arrived: true));
    }

    /// <summary>A run that is to end does not wait for ever for a file that somebody keeps open.</summary>
    private bool WaitsOn(ItemKey key, in Verdict verdict) =>
        verdict.Reason != Reason.Settling || _scope.Watch || _stillWritten.AddOrUpdate(key, 1, (_, times) => times + 1) <= RunScope.LooksAtOpenFiles;

    private void ShowWaiting()
    {
        Meter.Waiting = _waiting.Count;
        Meter.NextDueAt = _waiting.Count > 0 ? _waiting.NextDueAt : null;
    }

    /// <summary>Files that were still open for writing when the run gave up waiting for them.</summary>
    public IReadOnlyList<ItemKey> StillWritten =>
        [.. _stillWritten.Where(pair => pair.Value > RunScope.LooksAtOpenFiles).Select(pair => pair.Key)];

    /// <summary>Gives up attempts that neither end nor heed their cancellation, so that the others go on. Call it now and then.</summary>
    public void WatchForHung()
    {
        foreach (var slot in _loops.Keys)
        {
            if (slot.Current is not { } attempt || _scope.Clock.GetElapsedTime(attempt.Started) < _timeout + HungGrace || !slot.TryAbandon(attempt))
                continue;
            var end = new ItemEnd(ItemEndKind.Released);
            try
            {
                end = _worker.Abandon(attempt);
            }
            catch (VolumeException trouble)
            {
                _scope.Trouble(trouble);
            }
            _loops.TryRemove(slot, out _); // it may never end: nobody waits for it
            try
            {
                Handle(new(attempt.Key), end);
            }
            finally
            {
                _queue.Done();
                StartLoop();
            }
        }
    }

    /// <summary>Looks whether a hand has paused the stage or let it go on. Call it now and then.</summary>
    public void WatchForPause()
    {
        var (was, isPaused) = (Meter.IsPaused, _worker.Folder.IsPaused);
        Meter.IsPaused = isPaused;
        if (was != isPaused)
            _wake.Set();
    }

    /// <summary>Tells the stages that run to stop at once.</summary>
    public void CancelAttempts()
    {
        foreach (var slot in _loops.Keys)
            slot.Cancel();
    }

    public void Stop()
    {
        _queue.Close();
        _wake.Set();
    }
}
