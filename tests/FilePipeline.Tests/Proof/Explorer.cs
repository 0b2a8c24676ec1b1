using FilePipeline.Storage;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Proof;

/// <summary>
/// All executions of a scenario within bounds, or random ones. An execution that comes to a state where another has been with as much
/// left of the bounds is given up: what follows is known.
/// </summary>
internal sealed class Explorer(Scenario scenario, Bounds bounds)
{
    private static readonly HashSet<string> Writing = [nameof(IVolume.TryWriteNew), "Append"];
    private readonly Dictionary<(ulong State, int Deaths), int> _seen = [];
    private readonly Stack<Move[]> _open = new();

    /// <summary>Executions begun.</summary>
    public int Executions { get; private set; }

    /// <summary>Of them those that came to their end.</summary>
    public int Complete { get; private set; }

    /// <summary>Different states of disk and processes.</summary>
    public int States => _seen.Count;

    public int LongestSteps { get; private set; }

    public void ExploreAll()
    {
        _open.Push([]);
        while (_open.TryPop(out var moves))
            Execute(moves, Expand);
    }

    /// <summary>At each step, with a small chance, something happens.</summary>
    public void ExploreAtRandom(int seed)
    {
        var chance = new Random(seed);
        Execute([], (execution, operation) =>
        {
            if (chance.Next(12) > 0)
                return null;
            var possible = Possible(execution, operation).ToList();
            return possible.Count == 0 ? null : possible[chance.Next(possible.Count)];
        });
    }

    /// <param name="moves">What happens at the beginning.</param>
    /// <param name="beyond">Decides after that.</param>
    private void Execute(Move[] moves, Func<Execution, SimulatedOperation, Move?> beyond)
    {
        Executions++;
        var at = 0;
        var execution = new Execution(scenario)
        {
            Decide = (execution, operation) =>
                at == moves.Length ? beyond(execution, operation) : moves[at].Step == execution.Step ? moves[at++] : null,
        };
        try
        {
            execution.Run();
        }
        catch (LawBrokenException broken)
        {
            throw new LawBrokenException($"{scenario}: {broken.Message}\n after {string.Join("; ", execution.Moves)}, at step {execution.Step}");
        }
        LongestSteps = Math.Max(LongestSteps, execution.Step);
        if (!execution.IsGivenUp)
            Complete++;
    }

    private Move? Expand(Execution execution, SimulatedOperation operation)
    {
        var state = (execution.State(), execution.Deaths);
        if (_seen.TryGetValue(state, out var used) && used <= execution.Switches)
        {
            execution.GiveUp();
            return null;
        }
        _seen[state] = execution.Switches;
        foreach (var move in Possible(execution, operation))
            _open.Push([.. execution.Moves, move]);
        return null;
    }

    private IEnumerable<Move> Possible(Execution execution, SimulatedOperation operation)
    {
        if (execution.Switches < bounds.Switches)
        {
            foreach (var other in execution.Others)
                yield return new(execution.Step, MoveKind.Switch, other);
        }
        if (execution.Deaths < bounds.Deaths)
        {
            yield return new(execution.Step, MoveKind.Die, 0);
            if (Writing.Contains(operation.Verb))
                yield return new(execution.Step, MoveKind.DieWithin, 0);
        }
        if (execution.HandsLeft > 0)
            yield return new(execution.Step, MoveKind.Hand, 0);
    }
}
