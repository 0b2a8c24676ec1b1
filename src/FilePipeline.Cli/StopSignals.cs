using System.Runtime.InteropServices;

namespace FilePipeline.Cli;

/// <summary>
/// Ctrl-C and its relatives, for commands that do work: the first takes no more work, running items have half a minute to end;
/// the second stops them too. A process that still hangs on then is ended; nothing has to be repaired after that.
/// </summary>
/// <param name="leave">Ends the process with an exit code.</param>
internal sealed class StopSignals(TimeProvider clock, Action<int> leave) : IDisposable
{
    private static readonly PosixSignal[] Heard = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopNow = new();
    private readonly List<IDisposable> _held = [];
    private int _times;
    private bool _isOver;

    /// <summary>Take no more work.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Stop what runs.</summary>
    public CancellationToken StopNow => _stopNow.Token;

    /// <summary>What the process is to end with: 128 and the first signal's number; <c>null</c>: there was none.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Called at each signal with how many there have been, from another thread.</summary>
    public Action<int>? Told { get; set; }

    /// <summary>From now on signals no longer end the process at once.</summary>
    public void Listen()
    {
        foreach (var signal in Heard)
            _held.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Raise(context.Signal);
            }));
    }

    public void Raise(PosixSignal signal)
    {
        int times;
        lock (_gate)
        {
            if (_isOver)
                return;
            times = ++_times;
            ExitCode ??= 128 + signal switch
            {
                PosixSignal.SIGHUP => 1,
                PosixSignal.SIGQUIT => 3,
                PosixSignal.SIGTERM => 15,
                _ => 2,
            };
        }
        Told?.Invoke(times);
        if (times == 1)
            After(Patience, StopRunning);
        Cancel(_stop);
        if (times > 1)
            StopRunning();
    }

    private void StopRunning()
    {
        After(LastPatience, () => leave(ExitCode!.Value));
        Cancel(_stopNow);
    }

    private void After(TimeSpan time, Action act)
    {
        lock (_gate)
        {
            if (!_isOver)
                _held.Add(clock.CreateTimer(_ => act(), null, time, Timeout.InfiniteTimeSpan));
        }
    }

    /// <summary>A signal may come, and a timer may ring, while the command is just ending.</summary>
    private void Cancel(CancellationTokenSource source)
    {
        lock (_gate)
        {
            if (!_isOver)
                source.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _held.ForEach(held => held.Dispose());
            _held.Clear();
            _stop.Dispose();
            _stopNow.Dispose();
        }
    }
}
