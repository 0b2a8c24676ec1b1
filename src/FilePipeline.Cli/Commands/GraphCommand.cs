using System.CommandLine;
using FilePipeline.Definition.Drawing;

namespace FilePipeline.Cli.Commands;

/// <summary><c>graph</c>: what flows where.</summary>
internal static class GraphCommand
{
    public static Command Create(Session session)
    {
        var format = new Option<string>("--format") { Description = "ascii, mermaid (GitHub shows it), or dot (Graphviz).", HelpName = "FORMAT", DefaultValueFactory = _ => "ascii" };
        format.AcceptOnlyFromAmong("ascii", "mermaid", "dot");
        var command = new Command("graph", "Draws what flows where.") { format };
        command.SetAction(parsed =>
        {
            var graph = Project.Open(session, parsed.GetValue<string?>("--file")).Graph;
            session.Screen.Answer(parsed.GetValue(format) switch
            {
                "mermaid" => MermaidDrawing.Draw(graph).TrimEnd(),
                "dot" => DotDrawing.Draw(graph).TrimEnd(),
                _ => AsciiDrawing.Draw(graph).TrimEnd(),
            });
            return ExitCode.Done;
        });
        return command;
    }
}
