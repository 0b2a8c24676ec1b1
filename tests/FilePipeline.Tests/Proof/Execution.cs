using FilePipeline.TestKit;

namespace FilePipeline.Tests.Proof;

/// <summary>
/// One execution of a scenario: its processes are threads, of which exactly one runs at a time, and which take turns only where
/// <see cref="Decide"/> says so, at operations on the disk. The same decisions give the same execution.
/// </summary>
internal sealed class Execution
{
    private readonly Scenario _scenario;
    private readonly SettableClock _clock = new();
    private readonly List<Turn> _turns = [];
    private readonly List<Move> _moves = [];
    private int _current;
    private int _hands;
    private Exception? _failure;

    public Execution(Scenario scenario)
    {
        _scenario = scenario;
        Disk = new(_clock);
        Laws = new(Disk, scenario);
        Prepare();
        for (var number = 1; number <= scenario.Workers; number++)
            _turns.Add(new(new(Disk, Laws, _clock, number)));
    }

    /// <summary>What happens at a step; <c>null</c>: the process goes on.</summary>
    public required Func<Execution, SimulatedOperation, Move?> Decide { get; init; }

    public SimulatedDisk Disk { get; }

    public Laws Laws { get; }

    public int Step { get; private set; }

    /// <summary>What happened so far.</summary>
    public IReadOnlyList<Move> Moves => _moves;

    public int Switches => _moves.Count(move => move.Kind == MoveKind.Switch);

    public int Deaths => _moves.Count(move => move.Kind is MoveKind.Die or MoveKind.DieWithin);

    public int Current => _current;

    public int HandsLeft => _scenario.Hands.Count - _hands;

    /// <summary>It came to where another execution has been, and was given up.</summary>
    public bool IsGivenUp { get; private set; }

    public IEnumerable<int> Others => Enumerable.Range(0, _turns.Count).Where(turn => turn != _current && !_turns[turn].HasEnded);

    /// <summary>Disk, clock-free history of each process, whose turn it is.</summary>
    public ulong State()
    {
        var state = Disk.StateHash() + (ulong)_current * 0xD1B54A32D192ED03;
        foreach (var turn in _turns)
            state = (state ^ turn.Process.History ^ (turn.HasEnded ? 1UL : 0)) * 0x9E3779B97F4A7C15 + (turn.Process.Volume.IsDead ? 7UL : 3);
        return state + (ulong)_hands;
    }

    /// <summary>To the end, with what the laws say of the end.</summary>
    public void Run()
    {
        foreach (var turn in _turns)
            turn.Start(this);
        _turns[0].Gate.Release();
        foreach (var turn in _turns)
            turn.Join();
        ThrowIfBroken();
        if (_failure is not null)
            throw new LawBrokenException(_failure.ToString());
        if (IsGivenUp)
            return;
        new ProofProcess(Disk, Laws, _clock, 90).RunToTheEnd();
        ThrowIfBroken();
        Laws.CheckEnd();
        var runs = Laws.Runs;
        var contents = Laws.Contents();
        new ProofProcess(Disk, Laws, _clock, 91).RunToTheEnd();
        ThrowIfBroken();
        Laws.Check(Laws.Runs == runs, "another run ran something again");
        Laws.Check(Laws.Contents() == contents, $"another run changed something:\n{contents}\nto\n{Laws.Contents()}");
    }

    public void GiveUp()
    {
        IsGivenUp = true;
        Disk.Crash();
    }

    private void Prepare()
    {
        Disk.Make($"{Scenario.Data}/inbox", FilePipeline.Storage.EntryKind.Folder);
        Put(_scenario.Earlier);
        new ProofProcess(Disk, Laws, _clock, 80).RunOnce();
        _clock.Advance(TimeSpan.FromHours(1));
        Put(_scenario.Inputs);
        Laws.Begin();
    }

    private void Put(IReadOnlyDictionary<string, string> inputs)
    {
        foreach (var (key, content) in inputs)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Disk.Write($"{Scenario.Data}/inbox/{key}.json", content);
        }
        Laws.AllowInputs();
    }

    private void ThrowIfBroken()
    {
        if (Laws.Broken is { } law)
            throw new LawBrokenException(law);
    }

    /// <summary>On the thread of the process whose turn it is.</summary>
    private void Arrive(Turn turn, SimulatedOperation operation)
    {
        while (!turn.Process.Volume.IsDead)
        {
            Step++;
            if (Decide(this, operation) is not { } move)
                return;
            _moves.Add(move);
            switch (move.Kind)
            {
                case MoveKind.Switch:
                    _current = move.Process;
                    _turns[_current].Gate.Release();
                    turn.Gate.Wait();
                    break;
                case MoveKind.Die:
                    Laws.Deaths++;
                    turn.Process.Volume.Kill();
                    return;
                case MoveKind.DieWithin:
                    Laws.Deaths++;
                    turn.Process.Volume.StopWithin(operation.Number, new Random(Step));
                    return;
                case MoveKind.Hand:
                    var hand = _scenario.Hands[_hands++];
                    _clock.Advance(TimeSpan.FromMilliseconds(1));
                    hand.Act(Disk);
                    Laws.Moved(hand);
                    break;
            }
        }
    }

    private void End(Turn turn)
    {
        turn.HasEnded = true;
        if (_turns.FindIndex(next => !next.HasEnded) is var next and >= 0)
        {
            _current = next;
            _turns[next].Gate.Release();
        }
    }

    private sealed class Turn(ProofProcess process)
    {
        private Thread? _thread;

        public ProofProcess Process { get; } = process;

        public SemaphoreSlim Gate { get; } = new(0);

        public bool HasEnded { get; set; }

        public void Start(Execution execution)
        {
            Process.Step = operation => execution.Arrive(this, operation);
            var rescues = execution._scenario.WithRescuer && this == execution._turns[^1];
            _thread = new Thread(() => Run(execution, rescues)) { IsBackground = true };
            _thread.Start();
        }

        public void Join() => _thread!.Join();

        private void Run(Execution execution, bool rescues)
        {
            Gate.Wait();
            try
            {
                if (rescues)
                    Process.RescueOnce();
                else
                    Process.RunOnce();
            }
            catch (ProcessDiedException)
            {
            }
#pragma warning disable CA1031 // it is told by the thread that waits
            catch (Exception problem)
#pragma warning restore CA1031
            {
                // What a dead process still says is of no meaning: its last operation may have been in an exception filter.
                if (!Process.Volume.IsDead)
                    execution._failure ??= problem;
            }
            execution.End(this);
        }
    }
}
