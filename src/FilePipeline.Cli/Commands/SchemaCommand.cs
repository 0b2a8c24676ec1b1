using System.CommandLine;
using FilePipeline.Definition.Schema;

namespace FilePipeline.Cli.Commands;

/// <summary><c>schema</c>: the JSON Schema of pipeline.yaml, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create(Session session)
    {
        var command = new Command("schema", "Prints the JSON Schema of pipeline.yaml, by which editors complete and check it.");
        command.SetAction(_ =>
        {
            session.Screen.Answer(PipelineSchema.Write(session.Catalog()).TrimEnd());
            return ExitCode.Done;
        });
        return command;
    }
}
