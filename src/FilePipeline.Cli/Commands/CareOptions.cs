using System.CommandLine;

namespace FilePipeline.Cli.Commands;

/// <summary>The options that all commands have that change what lies in the folders.</summary>
internal sealed class CareOptions
{
    private readonly Option<bool> _dryRun = new("--dry-run", "-n") { Description = "Say which; change nothing." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = $"Do not ask, however many they are. (Up to {Consent.Few} are done without asking.)" };
    private readonly Option<bool> _json;

    public CareOptions(string schema) => _json = new("--json") { Description = $"For programs: {schema}. Asks nothing: give --yes." };

    public void AddTo(Command command)
    {
        command.Options.Add(_dryRun);
        command.Options.Add(_yes);
        command.Options.Add(_json);
    }

    public Consent.Given Of(ParseResult parsed) => new(parsed.GetValue(_dryRun), parsed.GetValue(_yes), parsed.GetValue(_json));
}
