using System.Runtime.InteropServices;

namespace FilePipeline.Cli.Output;

/// <summary>
/// Standard output or standard error. When its reader has gone (<c>| head</c>) what is written goes nowhere, and <see cref="Gone"/>
/// tells. Other trouble is an <see cref="IOException"/> on standard output; on standard error it is the same as a reader who has gone.
/// </summary>
internal sealed class OutputStream(int descriptor) : Stream
{
    private const int StandardOutput = 1;
    private readonly CancellationTokenSource _gone = new();

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
        while (buffer.Length > 0 && !_gone.IsCancellationRequested)
        {
            var written = Descriptor.Write(descriptor, buffer);
            if (written >= 0)
                buffer = buffer[(int)written..];
            else
                Fail(Marshal.GetLastPInvokeError());
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

    private void Fail(int error)
    {
        switch (error)
        {
            case Descriptor.Interrupted:
                break;
            case Descriptor.TryAgain: // another program has made the pipe one that does not wait
                Thread.Sleep(1);
                break;
            case not Descriptor.BrokenPipe when descriptor == StandardOutput:
                throw new IOException($"cannot write the answer: {Marshal.GetPInvokeErrorMessage(error)}");
            default:
                _gone.Cancel();
                break;
        }
    }
}
