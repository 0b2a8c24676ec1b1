namespace FilePipeline.Storage;

/// <summary>A watch over a folder; disposing ends it.</summary>
public interface IVolumeWatch : IDisposable;
