namespace FilePipeline.Storage;

public enum RenameMode
{
    NoReplace,
    Replace,
    Exchange,
}
