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
        lock (_gate)
        {
            _times++;
            ExitCode ??= 128 + signal switch
            {
                PosixSignal.SIGHUP => 1,
                PosixSignal.SIGQUIT => 3,
                PosixSignal.SIGTERM => 15,
                _ => 2,
            };
            if (_times == 1)
                _held.Add(clock.CreateTimer(_ => StopRunning(), null, Patience, Timeout.InfiniteTimeSpan));
            else
                StopRunning();
        }
        Told?.Invoke(_times);
        _stop.Cancel();
    }

    private void StopRunning()
    {
        lock (_gate)
            _held.Add(clock.CreateTimer(_ => leave(ExitCode!.Value), null, LastPatience, Timeout.InfiniteTimeSpan));
        _stopNow.Cancel();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _held.ForEach(held => held.Dispose());
            _held.Clear();
        }
        _stop.Dispose();
        _stopNow.Dispose();
    }
}
