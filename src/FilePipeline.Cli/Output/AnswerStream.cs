using Microsoft.Win32.SafeHandles;

namespace FilePipeline.Cli.Output;

/// <summary>
/// Standard output. When its reader has gone (<c>| head</c>) what is written goes nowhere, and <see cref="Gone"/> tells. The .NET
/// console keeps that to itself, so a pipe is written to directly; files are not, for only the console's stream writes where other
/// programs of the same redirection have stopped.
/// </summary>
internal sealed class AnswerStream(Stream inner) : Stream
{
    private const int BrokenPipe = 32;
    private readonly CancellationTokenSource _gone = new();

    public static AnswerStream Open()
    {
        var direct = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return new(direct.CanSeek ? Console.OpenStandardOutput() : direct);
    }

    public CancellationToken Gone => _gone.Token;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_gone.IsCancellationRequested)
            return;
        try
        {
            inner.Write(buffer);
        }
        catch (IOException broken) when (broken.HResult == BrokenPipe)
        {
            _gone.Cancel();
        }
        catch (IOException trouble)
        {
            throw new IOException($"cannot write the answer: {trouble.Message}", trouble);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gone.Dispose();
        base.Dispose(disposing);
    }
}
