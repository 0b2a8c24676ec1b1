namespace FilePipeline.Cli.Output;

/// <summary>Puts colour around a piece of text, or does not.</summary>
internal readonly record struct Paint(bool IsOn)
{
    public string Bold(string text) => Put("1", text);

    public string Dim(string text) => Put("2", text);

    public string Red(string text) => Put("31", text);

    public string Green(string text) => Put("32", text);

    public string Yellow(string text) => Put("33", text);

    public string Cyan(string text) => Put("36", text);

    private string Put(string code, string text) => IsOn && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
