using System.IO.Abstractions;
using System.Text;
using System.Text.Unicode;
using FilePipeline.Definition.Diagnostics;

namespace FilePipeline.Definition.Yaml;

/// <summary>Takes a file's bytes in as text: at most 1 MiB of UTF-8 without control characters. A byte order mark is skipped.</summary>
internal sealed class SourceReader(IFileSystem files)
{
    public const int LargestFile = 1 << 20;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <param name="problems">Bound to the text that could be read, be it good or bad.</param>
    /// <returns><c>false</c>: no use to go on.</returns>
    public bool TryRead(string path, out Problems problems)
    {
        byte[] content;
        try
        {
            using var stream = files.File.OpenRead(path);
            content = ReadBounded(stream);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            problems = new Problems(new SourceText(path, ""));
            SayUnreadable(problems, path, trouble);
            return false;
        }

        ReadOnlySpan<byte> bytes = content;
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        var isTooLarge = content.Length > LargestFile;
        var isUtf16 = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        problems = new Problems(new SourceText(path, isTooLarge || isUtf16 ? "" : _utf8.GetString(bytes)));
        if (isTooLarge)
            problems.WholeFile(Codes.FileTooLarge, "the file is larger than 1 MiB", "a pipeline of a thousand stages fits into 200 kB; was this meant to be a data file?");
        else if (isUtf16)
            problems.WholeFile(Codes.NotText, "the file is UTF-16", "save it as UTF-8");
        return !problems.HasErrors && IsText(bytes, problems);
    }

    /// <summary>No more than one byte beyond <see cref="LargestFile"/>, whatever length the file claims to have.</summary>
    private static byte[] ReadBounded(Stream stream)
    {
        var content = new MemoryStream();
        Span<byte> piece = stackalloc byte[16 * 1024];
        while (content.Length <= LargestFile && stream.Read(piece) is > 0 and var count)
            content.Write(piece[..(int)Math.Min(count, LargestFile + 1 - content.Length)]);
        return content.ToArray();
    }

    private void SayUnreadable(Problems problems, string path, Exception trouble)
    {
        var (message, help) = trouble switch
        {
            _ when files.Directory.Exists(path) => ($"`{path}` is a folder", "name the file: `-f FOLDER/pipeline.yaml`"),
            FileNotFoundException or DirectoryNotFoundException => ($"there is no file `{path}`", "go to the folder that holds it, name it with `-f`, or make one: `filepipe init`"),
            UnauthorizedAccessException => ($"`{path}` may not be read", "permission denied: look at its mode with `ls -l`"),
            _ => ($"`{path}` cannot be read: {trouble.Message}", null),
        };
        problems.WholeFile(Codes.FileMissing, message, help);
    }

    private static bool IsText(ReadOnlySpan<byte> bytes, Problems problems)
    {
        var text = problems.Source.Text;
        var isUtf8 = Utf8.IsValid(bytes);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (character == '\uFFFD' && !isUtf8)
            {
                problems.Error(Codes.NotText, new SourceSpan(at, 1), "the file is not UTF-8", "this is no character of UTF-8", "save the file as UTF-8");
                return false;
            }
            if (char.IsControl(character) && character is not ('\n' or '\r' or '\t' or '\u0085'))
            {
                problems.Error(Codes.NotText, new SourceSpan(at, 1), $"the file holds the control character U+{(int)character:X4}", "not allowed in YAML", "in a text in double quotes write it as an escape: \"\\x1b\"");
                return false;
            }
        }
        return true;
    }
}
