namespace MlDsl.Sources.Tests.Databases;

/// <summary>Tests with a DuckDB and a folder of their own.</summary>
public abstract class DuckTests : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();

    private protected Duck Duck { get; } = new();

    public void Dispose()
    {
        Duck.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
