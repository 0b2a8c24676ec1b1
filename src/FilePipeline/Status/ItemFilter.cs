using System.Globalization;
using FilePipeline.Definition.Words;
using FilePipeline.Planning;

namespace FilePipeline.Status;

/// <summary>
/// Which items are meant, the same words everywhere: <c>state:failed stage:pages error:http_404 key:en/* attempts:>=3 age:>1h</c>.
/// All terms must hold; values separated by commas are alternatives; <c>*</c> and <c>?</c> stand for any text and any letter in
/// <c>key</c>, <c>error</c> and <c>reason</c>; a word without a colon is looked for inside the key; quotes keep blanks and colons
/// together (<c>key:"a b"</c>). A filter without terms lets everything through.
/// </summary>
public sealed class ItemFilter
{
    private static readonly string[] Fields = ["state", "stage", "key", "error", "reason", "attempts", "age"];
    private static readonly string[] States = [.. Enum.GetValues<ItemState>().Select(StageItem.NameOf)];
    private readonly List<Func<StageItem, DateTimeOffset, bool>> _conditions = [];
    private HashSet<string>? _stages;
    private HashSet<string>? _states;

    private ItemFilter(string text) => Text = text;

    public static ItemFilter All { get; } = new("");

    public string Text { get; }

    /// <summary>Names states itself.</summary>
    public bool HasStates => _states is not null;

    /// <param name="stages">The names there are.</param>
    /// <param name="problems">All that is wrong with it; then it lets nothing through.</param>
    public static bool TryParse(string text, IReadOnlyCollection<string> stages, out ItemFilter filter, out IReadOnlyList<FilterProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(stages);
        filter = new(text);
        var found = new List<FilterProblem>();
        foreach (var term in FilterTerm.Split(text, found))
            filter.Add(term, stages, found);
        problems = found;
        if (found.Count > 0)
            filter._conditions.Add((_, _) => false);
        return found.Count == 0;
    }

    public bool Matches(StageItem item, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(item);
        return MayMatch(item.Stage) && MayMatch(item.State) && _conditions.TrueForAll(holds => holds(item, now));
    }

    /// <summary>Some item of this stage may be meant.</summary>
    public bool MayMatch(string stage) => _stages?.Contains(stage) != false;

    /// <summary>Some item in this state may be meant.</summary>
    public bool MayMatch(ItemState state) => _states?.Contains(StageItem.NameOf(state)) != false;

    private void Add(FilterTerm term, IReadOnlyCollection<string> stages, List<FilterProblem> problems)
    {
        switch (term.Field)
        {
            case null:
                _conditions.Add((item, _) => item.Key.Value.Contains(term.Value, StringComparison.OrdinalIgnoreCase));
                break;
            case "state":
                _states = Narrow(_states, Known(term, States, "state", problems));
                break;
            case "stage":
                _stages = Narrow(_stages, Known(term, stages, "stage", problems));
                break;
            case "key":
                AddGlob(term, item => item.Key.Value);
                break;
            case "error":
                AddGlob(term, item => item.Error?.Code);
                break;
            case "reason":
                AddGlob(term, item => item.Reason.Name());
                break;
            case "attempts":
                AddCount(term, problems);
                break;
            case "age":
                AddAge(term, problems);
                break;
            default:
                problems.Add(new(term.Position, term.Field.Length, Unknown(term.Field, Fields, "field")));
                break;
        }
    }

    private static HashSet<string> Narrow(HashSet<string>? before, IEnumerable<string> names) =>
        [.. before is null ? names : names.Where(before.Contains)];

    private static List<string> Known(FilterTerm term, IReadOnlyCollection<string> known, string what, List<FilterProblem> problems)
    {
        var names = new List<string>();
        foreach (var (name, position) in term.Alternatives())
        {
            var matching = known.Where(one => Glob.Matches(name, one)).ToList();
            if (matching.Count == 0)
                problems.Add(new(position, name.Length, Unknown(name, known, what)));
            names.AddRange(matching);
        }
        return names;
    }

    private static string Unknown(string name, IReadOnlyCollection<string> known, string what)
    {
        if (name.Length == 0)
            return $"a {what} is missing; there are {string.Join(", ", known)}";
        return $"there is no {what} `{name}`; " + (NearestName.Of(name, known) is { } nearest
            ? $"did you mean `{nearest}`?"
            : $"there are {string.Join(", ", known)}");
    }

    private void AddGlob(FilterTerm term, Func<StageItem, string?> value)
    {
        var patterns = term.Alternatives().Select(one => one.Text).ToList();
        _conditions.Add((item, _) => value(item) is { } text && patterns.Exists(pattern => Glob.Matches(pattern, text)));
    }

    private void AddCount(FilterTerm term, List<FilterProblem> problems)
    {
        var compare = term.Comparison(out var number);
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            _conditions.Add((item, _) => compare(item.Attempts.CompareTo(count)));
        else
            problems.Add(new(term.ValuePosition, Math.Max(1, term.Value.Length), $"`{term.Value}` is no number of attempts; write attempts:3 or attempts:>=3"));
    }

    private void AddAge(FilterTerm term, List<FilterProblem> problems)
    {
        var compare = term.Comparison(out var span);
        if (DurationText.TryParse(span, out var age, out var help))
            _conditions.Add((item, now) => compare((now - item.Since).CompareTo(age)));
        else
            problems.Add(new(term.ValuePosition, Math.Max(1, term.Value.Length), $"`{term.Value}` is no age; {help}, as age:>1h"));
    }
}
