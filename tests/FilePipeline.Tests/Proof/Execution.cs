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
        Follow(_turns[0]);
        while (_turns.Find(turn => !turn.HasEnded) is { } turn)
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
                    _turns[_current].GoOn(this);
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

    /// <summary>
    /// On this thread: a process that has not begun, and when it ends the next that has not. One that was stopped in the middle goes on
    /// in its own thread.
    /// </summary>
    private void Follow(Turn? turn)
    {
        while (turn is not null)
        {
            turn.Run(this);
            _current = _turns.FindIndex(next => !next.HasEnded);
            turn = _current < 0 ? null : _turns[_current];
            if (turn is { HasBegun: true })
            {
                turn.GoOn(this);
                return;
            }
        }
    }

    private sealed class Turn(ProofProcess process)
    {
        private Thread? _thread;

        public ProofProcess Process { get; } = process;

        public SemaphoreSlim Gate { get; } = new(0);

        public bool HasBegun { get; private set; }

        public bool HasEnded { get; private set; }

        /// <summary>Returns at once; the caller is to wait for its own turn, or to end.</summary>
        public void GoOn(Execution execution)
        {
            if (HasBegun)
            {
                Gate.Release();
                return;
            }
            _thread = new Thread(() => execution.Follow(this)) { IsBackground = true };
            _thread.Start();
        }

        public void Join() => _thread?.Join();

        public void Run(Execution execution)
        {
            HasBegun = true;
            Process.Step = operation => execution.Arrive(this, operation);
            try
            {
                if (execution._scenario.WithRescuer && this == execution._turns[^1])
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
            HasEnded = true;
        }
    }
}
