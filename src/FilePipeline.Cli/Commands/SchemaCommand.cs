using System.CommandLine;
using FilePipeline.Cli.Output;
using FilePipeline.Definition.Schema;

namespace FilePipeline.Cli.Commands;

/// <summary><c>schema</c>: the JSON Schema of pipeline.yaml, for editors.</summary>
internal static class SchemaCommand
{
    /// <summary>Where the first line of a new pipeline.yaml points editors to, below its folder.</summary>
    private const string Place = ".filepipe/pipeline.schema.json";

    public static Command Create(Session session)
    {
        var write = new Option<bool>("--write", "-w") { Description = $"Write it to {Place} beside pipeline.yaml, where editors look for it." };
        var command = new Command("schema", "Prints the JSON Schema of pipeline.yaml, by which editors complete and check it.") { write };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(write))
                session.Screen.Answer(Shown.Text(WriteInto(session, Project.FolderOf(session, parsed.GetValue<string?>("--file")))));
            else
                session.Screen.Answer(PipelineSchema.Write(session.Catalog()).TrimEnd());
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Returns the file as people see it.</summary>
    /// <param name="folder">Absolute.</param>
    public static string WriteInto(Session session, string folder)
    {
        var path = session.Files.Path.Combine(folder, Place);
        session.Files.Directory.CreateDirectory(session.Files.Path.GetDirectoryName(path)!);
        session.Files.File.WriteAllText(path, PipelineSchema.Write(session.Catalog()));
        return session.Files.Path.GetRelativePath(session.Folder, path);
    }
}
