namespace FilePipeline.Datasets.Tests;

/// <summary>Counts calls to the disk and ends the process, as it were, at one of them: that call and all after it throw.</summary>
internal sealed class Death
{
    /// <summary>The call at which it happens, from 1; 0: never.</summary>
    public int At { get; init; }

    /// <summary>The fatal call is still carried out.</summary>
    public bool After { get; init; }

    public int Calls { get; private set; }

    public bool Happened => At > 0 && Calls >= At;

    public T Pass<T>(Func<T> call)
    {
        if (Happened)
            throw new ProcessEndedException();
        if (++Calls != At)
            return call();
        if (After)
            (call() as IDisposable)?.Dispose(); // the system frees locks and handles
        throw new ProcessEndedException();
    }

    public void Pass(Action call) => Pass(() =>
    {
        call();
        return true;
    });
}
